import { Anchor, Button, Group, Stack } from '@mantine/core'
import { Link, Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { signIn } from '~/api/session'
import { Fault } from '~/ui/Fault'
import { EmailField, PasswordField } from './Credentials'
import { DoorPage } from './DoorPage'
import { useAttempt } from './useAttempt'

export function SignInPage() {
  const { t } = useTranslation('start')
  const navigate = useNavigate()
  const { next } = useSearch({ from: '/public/sign-in' })
  const { data: setup } = query.useQuery('get', '/api/v1/setup')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { busy, error, attempt } = useAttempt()

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (await attempt(() => signIn(email, password))) await navigate({ href: ownPath(next) })
  }

  if (setup?.needed) return <Navigate to="/setup" hash={window.location.hash.slice(1)} />
  return (
    <DoorPage title={t('signIn.title')}>
      <form onSubmit={submit}>
        <Stack>
          {error !== null && <Fault error={error} />}
          <EmailField value={email} onChange={setEmail} autoFocus />
          <PasswordField value={password} onChange={setPassword} />
          <Button type="submit" size="md" loading={busy}>
            {t('signIn.do')}
          </Button>
          <Group justify="space-between">
            <Anchor size="sm" renderRoot={(props) => <Link to="/forgot-password" {...props} />}>
              {t('signIn.forgot')}
            </Anchor>
            <Anchor size="sm" renderRoot={(props) => <Link to="/register" {...props} />}>
              {t('signIn.register')}
            </Anchor>
          </Group>
        </Stack>
      </form>
    </DoorPage>
  )
}

/** Only a path of this console: nobody is led elsewhere by a link that somebody else made. */
export function ownPath(next: string | undefined): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/'
}
