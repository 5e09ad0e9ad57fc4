import { Alert, NumberInput, SimpleGrid, Switch, TagsInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSettingsForm } from './form'
import { SettingsCard } from './SettingsCard'

/** Comments that a model writes. */
export function CommentsCard() {
  const { t } = useTranslation('exchange')
  const form = useSettingsForm()
  return (
    <SettingsCard title={t('tab.comments')} lead={t('settings.commentsText')}>
      <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t('found.riskTitle')}>
        {t('settings.commentsRisk')}
      </Alert>
      <Switch
        label={t('settings.commentsOn')}
        description={t('settings.commentsOnHint')}
        {...form.getInputProps('comments_enabled', { type: 'checkbox' })}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <NumberInput
          label={t('settings.everyHours')}
          min={1}
          max={168}
          {...form.getInputProps('comments_every_hours')}
        />
        <NumberInput label={t('settings.postsPer')} min={1} max={20} {...form.getInputProps('posts_per_consumer')} />
        <NumberInput label={t('settings.maxLength')} min={10} max={300} {...form.getInputProps('max_comment_length')} />
      </SimpleGrid>
      <TagsInput
        label={t('settings.blocked')}
        description={t('settings.blockedHint')}
        {...form.getInputProps('blocked_words')}
      />
    </SettingsCard>
  )
}
