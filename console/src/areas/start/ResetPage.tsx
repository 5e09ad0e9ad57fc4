import { Button, Stack, Text } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { NewPasswordField } from './Credentials'
import { DoorPage } from './DoorPage'
import { useAttempt } from './useAttempt'

export function ResetPage() {
  const { t } = useTranslation('start')
  const { token } = useSearch({ from: '/public/reset-password' })
  const [password, setPassword] = useState('')
  const [isDone, setDone] = useState(false)
  const { busy, error, attempt } = useAttempt()

  async function submit(event: FormEvent) {
    event.preventDefault()
    setDone(await attempt(() => api.POST('/api/v1/auth/reset-password', { body: { token, password } })))
  }

  return (
    <DoorPage title={t('reset.title')}>
      {isDone ? (
        <Stack>
          <Text role="status">{t('reset.done')}</Text>
          <Button renderRoot={(props) => <Link to="/sign-in" {...props} />}>{t('toSignIn')}</Button>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            {error !== null && <Fault error={error} />}
            <NewPasswordField value={password} onChange={setPassword} />
            <Button type="submit" size="md" loading={busy}>
              {t('reset.do')}
            </Button>
          </Stack>
        </form>
      )}
    </DoorPage>
  )
}
