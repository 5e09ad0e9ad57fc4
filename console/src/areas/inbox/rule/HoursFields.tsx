import { ActionIcon, Button, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '~/i18n'
import type { Hours } from '../shared/shapes'

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
type Day = (typeof DAYS)[number]

/** When somebody is there: spans for each day of the week, by the wall clock of a zone. */
export function HoursFields({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const { t } = useTranslation('inbox')
  const set = (day: Day, index: number, more: { from?: string; to?: string }) =>
    onChange({ ...hours, [day]: (hours[day] ?? []).map((span, at) => (at === index ? { ...span, ...more } : span)) })
  const drop = (day: Day, index: number) =>
    onChange({ ...hours, [day]: (hours[day] ?? []).filter((_, at) => at !== index) })
  const add = (day: Day) => onChange({ ...hours, [day]: [...(hours[day] ?? []), { from: '09:00', to: '17:00' }] })
  return (
    <Stack gap="xs">
      <Select
        label={t('hours.zone')}
        data={Intl.supportedValuesOf('timeZone').concat(hours.time_zone === 'UTC' ? ['UTC'] : [])}
        value={hours.time_zone}
        searchable
        allowDeselect={false}
        onChange={(zone) => onChange({ ...hours, time_zone: zone ?? 'UTC' })}
      />
      {DAYS.map((day, number) => (
        <Group key={day} gap="xs" align="center">
          <Text size="sm" w={90}>
            {dayName(number)}
          </Text>
          {(hours[day] ?? []).length === 0 && (
            <Text size="sm" c="dimmed">
              {t('hours.closed')}
            </Text>
          )}
          {(hours[day] ?? []).map((span, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they have no names, and their order is what counts
            <Group key={`${day} ${index}`} gap={4} wrap="nowrap">
              <TextInput
                type="time"
                size="xs"
                aria-label={t('hours.from', { day: dayName(number) })}
                value={span.from}
                onChange={(event) => set(day, index, { from: event.currentTarget.value })}
              />
              –
              <TextInput
                type="time"
                size="xs"
                aria-label={t('hours.to', { day: dayName(number) })}
                value={span.to}
                onChange={(event) => set(day, index, { to: event.currentTarget.value })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t('hours.remove', { day: dayName(number) })}
                onClick={() => drop(day, index)}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={12} aria-hidden />}
            aria-label={t('hours.addFor', { day: dayName(number) })}
            onClick={() => add(day)}
          >
            {t('hours.add')}
          </Button>
        </Group>
      ))}
      <TagsInput
        label={t('hours.holidays')}
        placeholder="2026-12-25"
        value={hours.holidays ?? []}
        onChange={(days) => onChange({ ...hours, holidays: days.filter((day) => dayjs(day).isValid()) })}
      />
    </Stack>
  )
}

/** Monday is 0; any Monday names them. */
function dayName(number: number): string {
  return new Intl.DateTimeFormat(currentLanguage(), { weekday: 'long' }).format(new Date(2026, 10, 23 + number, 12))
}
