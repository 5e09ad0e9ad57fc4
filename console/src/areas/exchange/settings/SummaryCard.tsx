import { PasswordInput, SimpleGrid, TagsInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSettingsForm } from './form'
import { SettingsCard } from './SettingsCard'

/** Who hears of it when a week has been verified. */
export function SummaryCard({ hasSecret }: { hasSecret: boolean }) {
  const { t } = useTranslation('exchange')
  const form = useSettingsForm()
  return (
    <SettingsCard title={t('settings.summary')} lead={t('settings.summaryText')}>
      <TagsInput label={t('settings.mails')} placeholder="ana@example.com" {...form.getInputProps('summary_emails')} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('settings.webhook')} type="url" {...form.getInputProps('summary_webhook_url')} />
        <PasswordInput
          label={t('settings.secret')}
          placeholder={hasSecret ? t('settings.secretKept') : undefined}
          autoComplete="off"
          {...form.getInputProps('summary_webhook_secret')}
        />
      </SimpleGrid>
    </SettingsCard>
  )
}
