import { PasswordInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface FieldProps {
  value: string
  onChange: (value: string) => void
}

export function EmailField({ value, onChange, autoFocus }: FieldProps & { autoFocus?: boolean }) {
  const { t } = useTranslation('start')
  return (
    <TextInput
      label={t('email')}
      type="email"
      autoComplete="username"
      required
      data-autofocus={autoFocus}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** A password that is being chosen: the rule stands below it from the beginning. */
export function NewPasswordField({ value, onChange }: FieldProps) {
  const { t } = useTranslation('start')
  return (
    <PasswordInput
      label={t('newPassword')}
      description={t('passwordRule')}
      autoComplete="new-password"
      required
      minLength={8}
      maxLength={200}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

export function PasswordField({ value, onChange }: FieldProps) {
  const { t } = useTranslation('start')
  return (
    <PasswordInput
      label={t('password')}
      autoComplete="current-password"
      required
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
