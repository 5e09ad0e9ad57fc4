import { NumberInput, Select, SimpleGrid, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '~/i18n'
import { useSettingsForm } from './form'
import { SettingsCard } from './SettingsCard'

/** What may be asked for, when it is checked, and which comment counts. */
export function CheckingCard() {
  const { t } = useTranslation('exchange')
  const form = useSettingsForm()
  return (
    <SettingsCard title={t('settings.checking')} lead={t('settings.checkingText')}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <NumberInput
          label={t('settings.perWeek')}
          min={1}
          max={50}
          required
          {...form.getInputProps('requests_per_week')}
        />
        <Select
          label={t('settings.weekday')}
          allowDeselect={false}
          data={[{ value: 'never', label: t('settings.byHand') }, ...weekdays()]}
          {...form.getInputProps('verify_weekday')}
        />
        <NumberInput
          label={t('settings.hour')}
          min={0}
          max={23}
          suffix=":00"
          disabled={form.values.verify_weekday === 'never'}
          {...form.getInputProps('verify_hour')}
        />
      </SimpleGrid>
      <NumberInput
        label={t('settings.minLength')}
        description={t('settings.minLengthHint')}
        min={0}
        max={500}
        maw={280}
        {...form.getInputProps('min_comment_length')}
      />
      <Switch label={t('settings.emojiOnly')} {...form.getInputProps('accepts_emoji_only', { type: 'checkbox' })} />
    </SettingsCard>
  )
}

/** Monday is 0. */
function weekdays() {
  const words = new Intl.DateTimeFormat(currentLanguage(), { weekday: 'long', timeZone: 'UTC' })
  return Array.from({ length: 7 }, (_, day) => ({
    value: String(day),
    label: words.format(new Date(Date.UTC(2024, 0, 1 + day))),
  }))
}
