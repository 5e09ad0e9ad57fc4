import { Alert, Button, PasswordInput, Radio, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconShieldLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { Problem } from '~/api/problem'
import { Refusal } from './Refusal'

export interface Login {
  username: string
  password: string
  code: string
  approval: Schema<'Approval'>
}

interface LoginFormProps {
  /** Registers: asks for the account's name, too, and for how texts are approved. */
  withName?: boolean
  doLabel: string
  onLogin: (login: Login) => Promise<void>
}

/** Logs an account in at Instagram; asks for the code once Instagram does. */
export function LoginForm({ withName, doLabel, onLogin }: LoginFormProps) {
  const { t } = useTranslation('open')
  const [error, setError] = useState<unknown>(null)
  const [needsCode, setNeedsCode] = useState(false)
  const [busy, setBusy] = useState(false)
  const form = useForm<Login>({ initialValues: { username: '', password: '', code: '', approval: 'each' } })

  const submit = form.onSubmit(async (login) => {
    setBusy(true)
    setError(null)
    try {
      await onLogin(login)
    } catch (problem) {
      if (problem instanceof Problem && problem.document.refusal === 'two-factor-needed') setNeedsCode(true)
      else setError(problem)
    } finally {
      setBusy(false)
    }
  })

  return (
    <form onSubmit={submit}>
      <Stack>
        {error !== null && <Refusal error={error} />}
        {withName && (
          <TextInput
            label={t('username')}
            leftSection="@"
            size="md"
            required
            autoCapitalize="none"
            autoComplete="off"
            {...form.getInputProps('username')}
          />
        )}
        <PasswordInput
          label={t('password')}
          description={t('producer.passwordHint')}
          size="md"
          required
          autoComplete="off"
          {...form.getInputProps('password')}
        />
        {needsCode && (
          <Alert icon={<IconShieldLock aria-hidden />} title={t('producer.twoFactor')}>
            <TextInput
              label={t('producer.code')}
              size="md"
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              required
              {...form.getInputProps('code')}
            />
          </Alert>
        )}
        {withName && (
          <Radio.Group label={t('approval.label')} {...form.getInputProps('approval')}>
            <Stack gap="xs" mt="xs">
              {(['each', 'automatic'] as const).map((value) => (
                <Radio key={value} value={value} label={t(`approval.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <Button type="submit" size="md" loading={busy}>
          {doLabel}
        </Button>
      </Stack>
    </form>
  )
}
