import { Select, type SelectProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAccounts } from '~/app/me'

interface AccountPickerProps extends Omit<SelectProps, 'value' | 'onChange' | 'data'> {
  value: string | undefined
  onChange: (account: string | undefined) => void
  /** Whether all accounts at once may be chosen. */
  withAll?: boolean
}

/** Which account is meant; nothing at all where there is only one. */
export function AccountPicker({ value, onChange, withAll = false, ...props }: AccountPickerProps) {
  const { t } = useTranslation()
  const { accounts } = useAccounts()
  if (accounts.length < 2) return null
  return (
    <Select
      aria-label={t('account.choose')}
      placeholder={withAll ? t('account.all') : t('account.choose')}
      data={accounts.map((one) => ({ value: one.id, label: `@${one.username}` }))}
      value={value ?? null}
      onChange={(found) => onChange(found ?? undefined)}
      clearable={withAll}
      searchable
      size="sm"
      maw={220}
      {...props}
    />
  )
}
