import { Group, Select, Stack, Text } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import '@mantine/dates/styles.css'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { momentOf, wallOf } from '~/areas/calendar/data/clock'
import { currentLanguage } from '~/i18n'
import { exactly } from '~/ui/When'
import { clockHint } from './clockHint'

const ZONES = Intl.supportedValuesOf('timeZone')
export const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone

interface WhenFieldsProps {
  wall: string | null
  zone: string
  onWall: (wall: string | null) => void
  onZone: (zone: string) => void
}

/** A moment on the clocks of a zone, what the clock here shows then, and what is special about that hour. */
export function WhenFields({ wall, zone, onWall, onZone }: WhenFieldsProps) {
  const { t } = useTranslation('composer')
  const hint = wall ? clockHint(wall, zone) : null
  return (
    <Stack gap={6}>
      <Group align="flex-end" gap="sm">
        <DateTimePicker
          label={t('send.when')}
          placeholder={t('send.whenHint')}
          flex={1}
          miw={200}
          clearable
          locale={currentLanguage()}
          valueFormat="llll"
          minDate={wallOf(dayjs().toISOString(), zone).slice(0, 10)}
          value={wall}
          onChange={onWall}
          error={hint === 'past' || hint === 'skipped' ? t(`send.hint.${hint}`) : undefined}
          timePickerProps={{ hoursInputLabel: t('send.hours'), minutesInputLabel: t('send.minutes') }}
          submitButtonProps={{ 'aria-label': t('common:action.confirm') }}
          clearButtonProps={{ 'aria-label': t('common:action.clear') }}
        />
        <Select
          label={t('send.zone')}
          searchable
          limit={80}
          allowDeselect={false}
          miw={170}
          flex={{ base: 1, sm: 'unset' }}
          data={ZONES.includes(zone) ? ZONES : [zone, ...ZONES]}
          value={zone}
          onChange={(chosen) => chosen && onZone(chosen)}
        />
      </Group>
      {wall && hint !== 'skipped' && zone !== HERE && (
        <Text size="sm" c="dimmed">
          {t('send.here', { when: exactly(momentOf(wall, zone)), zone: HERE })}
        </Text>
      )}
      {(hint === 'twice' || hint === 'changes') && (
        <Text size="sm" c="orange">
          {t(`send.hint.${hint}`)}
        </Text>
      )}
    </Stack>
  )
}
