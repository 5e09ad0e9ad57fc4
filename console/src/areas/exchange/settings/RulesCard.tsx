import { ActionIcon, Button, Group, NumberInput, Select, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSettingsForm } from './form'
import classes from './RulesCard.module.css'
import { SettingsCard } from './SettingsCard'

// biome-ignore lint/suspicious/noThenProperty: the API's name
const FIRST = { when: 'missed_comments', at_least: 3, weeks: 1, then: 'warn' } as const

/** What follows when members do not do their part. */
export function RulesCard() {
  const { t } = useTranslation('exchange')
  const form = useSettingsForm()
  return (
    <SettingsCard title={t('rules.title')} lead={t('rules.lead')}>
      {form.values.rules.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('rules.none')}
        </Text>
      )}
      {form.values.rules.map((rule, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name, and keep their order
        <Group key={place} gap="xs" align="flex-end" className={classes.rule}>
          <Select
            label={t('rules.when')}
            flex="2 1 200px"
            allowDeselect={false}
            data={(['missed_comments', 'no_comments', 'no_uploads'] as const).map((value) => ({
              value,
              label: t(`rules.${value}`),
            }))}
            {...form.getInputProps(`rules.${place}.when`)}
          />
          <NumberInput label={t('rules.atLeast')} w={110} min={1} {...form.getInputProps(`rules.${place}.at_least`)} />
          <NumberInput
            label={t('rules.weeks')}
            w={110}
            min={1}
            max={12}
            {...form.getInputProps(`rules.${place}.weeks`)}
          />
          <Select
            label={t('rules.then')}
            flex="1 1 130px"
            allowDeselect={false}
            data={(['warn', 'suspend'] as const).map((value) => ({ value, label: t(`consequence.${value}`) }))}
            {...form.getInputProps(`rules.${place}.then`)}
          />
          <ActionIcon
            variant="subtle"
            color="red"
            size={36}
            aria-label={t('rules.remove')}
            onClick={() => form.removeListItem('rules', place)}
          >
            <IconTrash size={17} aria-hidden />
          </ActionIcon>
          <Text size="sm" c="dimmed" w="100%">
            {t(`rules.${rule.when}Says`, { count: rule.at_least, weeks: rule.weeks })} {t(`rules.${rule.then}Says`)}
          </Text>
        </Group>
      ))}
      <Button
        variant="default"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={form.values.rules.length >= 20}
        onClick={() => form.insertListItem('rules', FIRST)}
      >
        {t('rules.add')}
      </Button>
    </SettingsCard>
  )
}
