import { Button, Stack, TextInput } from '@mantine/core'
import { Navigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, query } from '~/api/client'
import { signIn } from '~/api/session'
import { Fault } from '~/ui/Fault'
import { EmailField, NewPasswordField } from './Credentials'
import { DoorPage } from './DoorPage'
import { useAttempt } from './useAttempt'

export function SetupPage() {
  const { t } = useTranslation('start')
  const { data: setup } = query.useQuery('get', '/api/v1/setup')
  const [key, setKey] = useState(window.location.hash.slice(1))
  const [wasInLink] = useState(key !== '')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { busy, error, attempt } = useAttempt()

  async function submit(event: FormEvent) {
    event.preventDefault()
    const isMade = await attempt(async () => {
      await api.POST('/api/v1/setup', { body: { email, password, setup_key: key } })
      await signIn(email, password)
    })
    if (isMade) window.location.assign('/')
  }

  if (setup && !setup.needed && !busy) return <Navigate to="/sign-in" search={{}} />
  return (
    <DoorPage title={t('setup.title')} lead={t('setup.lead')}>
      <form onSubmit={submit}>
        <Stack>
          {error !== null && <Fault error={error} />}
          {!wasInLink && (
            <TextInput
              label={t('setup.key')}
              description={t('setup.keyHint')}
              required
              value={key}
              onChange={(event) => setKey(event.currentTarget.value.trim())}
            />
          )}
          <EmailField value={email} onChange={setEmail} autoFocus />
          <NewPasswordField value={password} onChange={setPassword} />
          <Button type="submit" size="md" loading={busy}>
            {t('setup.do')}
          </Button>
        </Stack>
      </form>
    </DoorPage>
  )
}
