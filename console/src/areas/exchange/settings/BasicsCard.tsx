import { Radio, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { timeZones } from '../shared/zones'
import { useSettingsForm } from './form'
import { SettingsCard } from './SettingsCard'

/** Name, address, clock, and what strangers see. */
export function BasicsCard() {
  const { t } = useTranslation('exchange')
  const form = useSettingsForm()
  return (
    <SettingsCard title={t('settings.basics')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('settings.name')} required maxLength={100} {...form.getInputProps('name')} />
        <TextInput
          label={t('settings.slug')}
          description={`${window.location.host}/exchange/${form.values.slug}`}
          required
          maxLength={50}
          {...form.getInputProps('slug')}
        />
        <Select
          label={t('settings.timezone')}
          data={timeZones()}
          searchable
          allowDeselect={false}
          {...form.getInputProps('timezone')}
        />
        <TextInput
          label={t('settings.chatLink')}
          type="url"
          placeholder="https://open.kakao.com/o/…"
          {...form.getInputProps('chat_link')}
        />
      </SimpleGrid>
      <TextInput
        label={t('settings.qr')}
        description={t('settings.qrHint')}
        type="url"
        {...form.getInputProps('qr_code_url')}
      />
      <Radio.Group label={t('settings.visibility')} {...form.getInputProps('visibility')}>
        <Stack gap="xs" mt="xs">
          {(['masked', 'names', 'members'] as const).map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`visibility.${value}`)}
              description={t(`visibility.${value}Text`)}
            />
          ))}
        </Stack>
      </Radio.Group>
    </SettingsCard>
  )
}
