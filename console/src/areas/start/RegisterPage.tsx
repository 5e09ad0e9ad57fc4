import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core'
import { IconMailCheck } from '@tabler/icons-react'
import { Link, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { signIn } from '~/api/session'
import { Fault } from '~/ui/Fault'
import { EmailField, NewPasswordField } from './Credentials'
import { DoorPage } from './DoorPage'
import { ResendVerification } from './ResendVerification'
import { useAttempt } from './useAttempt'

export function RegisterPage() {
  const { t } = useTranslation('start')
  const { invitation } = useSearch({ from: '/public/register' })
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [isSent, setSent] = useState(false)
  const { busy, error, attempt } = useAttempt()

  async function submit(event: FormEvent) {
    event.preventDefault()
    const body = { email, password, full_name: name || null, invitation_token: invitation ?? null }
    if (!(await attempt(() => api.POST('/api/v1/auth/register', { body })))) return
    try {
      // Where no mail is sent nobody has to confirm an address, and the way in is open at once.
      await signIn(email, password)
      window.location.assign('/')
    } catch {
      setSent(true)
    }
  }

  if (isSent) {
    return (
      <DoorPage title={t('register.look')}>
        <Stack align="center" ta="center">
          <IconMailCheck size={48} stroke={1.3} aria-hidden />
          <Text>{t('register.sent', { email })}</Text>
          <ResendVerification email={email} />
          <Anchor size="sm" renderRoot={(props) => <Link to="/sign-in" {...props} />}>
            {t('toSignIn')}
          </Anchor>
        </Stack>
      </DoorPage>
    )
  }
  return (
    <DoorPage title={t('register.title')} lead={t('register.lead')}>
      <form onSubmit={submit}>
        <Stack>
          {error !== null && <Fault error={error} />}
          <TextInput
            label={t('name')}
            autoComplete="name"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <EmailField value={email} onChange={setEmail} />
          <NewPasswordField value={password} onChange={setPassword} />
          <Button type="submit" size="md" loading={busy}>
            {t('register.do')}
          </Button>
          <Anchor size="sm" ta="center" renderRoot={(props) => <Link to="/sign-in" {...props} />}>
            {t('register.known')}
          </Anchor>
        </Stack>
      </form>
    </DoorPage>
  )
}
