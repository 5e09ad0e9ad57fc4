import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signIn } from '~/api/session'
import { Fault } from '~/ui/Fault'
import { DoorPage } from './DoorPage'

export function SignInPage() {
  const { t } = useTranslation('start')
  const navigate = useNavigate()
  const { next } = useSearch({ from: '/public/sign-in' })
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '', password: '' } })

  const submit = form.onSubmit(async ({ email, password }) => {
    setBusy(true)
    setError(null)
    try {
      await signIn(email, password)
      await navigate({ href: next?.startsWith('/') && !next.startsWith('//') ? next : '/' })
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  })

  return (
    <DoorPage title={t('signIn.title')}>
      <form onSubmit={submit}>
        <Stack>
          {error !== null && <Fault error={error} />}
          <TextInput
            label={t('email')}
            type="email"
            autoComplete="username"
            required
            autoFocus
            key={form.key('email')}
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('password')}
            autoComplete="current-password"
            required
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="md" loading={busy}>
            {t('signIn.do')}
          </Button>
          <Anchor size="sm" ta="center" renderRoot={(props) => <Link to="/forgot-password" {...props} />}>
            {t('signIn.forgot')}
          </Anchor>
          <Anchor size="sm" ta="center" renderRoot={(props) => <Link to="/register" {...props} />}>
            {t('signIn.register')}
          </Anchor>
        </Stack>
      </form>
    </DoorPage>
  )
}
