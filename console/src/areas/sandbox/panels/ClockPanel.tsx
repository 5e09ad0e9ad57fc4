import { Alert, Button, Card, Group, Stack, Text } from '@mantine/core'
import { IconClockPlay, IconInfoCircle, IconRotateClockwise } from '@tabler/icons-react'
import dayjs from 'dayjs'
import duration from 'dayjs/plugin/duration'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '~/i18n'
import { Fault } from '~/ui/Fault'
import { told } from '~/ui/toasts'
import { useClock, useDo } from '../data/useSandboxData'

dayjs.extend(duration)

const HOUR = 3600
const JUMPS = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, twoMonths: 60 * 24 * HOUR }

/** What time it is at Instagram, to be moved forwards and back. */
export function ClockPanel() {
  const { t } = useTranslation('sandbox')
  const { data, error } = useClock()
  const perform = useDo()
  if (error) return <Fault error={error} />
  const offset = data?.offset_seconds ?? 0
  const isMoved = Math.abs(offset) > 1

  async function move(offset_seconds: number) {
    const done = await perform('PUT', 'clock', { offset_seconds })
    if (done) told(t('clock.moved'), () => perform('PUT', 'clock', { offset_seconds: offset }))
  }

  return (
    <Stack>
      <Card>
        <Stack gap="xs" align="center" ta="center">
          <Text size="sm" c="dimmed">
            {t('clock.now')}
          </Text>
          <Text fz={44} lh={1.1} fw={700} className="tabular">
            {data ? spoken(data.now, { hour: '2-digit', minute: '2-digit' }) : '--:--'}
          </Text>
          <Text>{data && spoken(data.now, { dateStyle: 'full' })}</Text>
          <Text size="sm" c="dimmed">
            {isMoved
              ? t(offset > 0 ? 'clock.ahead' : 'clock.behind', {
                  span: dayjs.duration(offset, 'seconds').humanize(),
                })
              : t('clock.same')}
          </Text>
          <Group justify="center" gap="xs" mt="sm">
            {Object.entries(JUMPS).map(([name, seconds]) => (
              <Button
                key={name}
                variant="light"
                leftSection={<IconClockPlay size={16} aria-hidden />}
                onClick={() => move(offset + seconds)}
              >
                {t(`clock.${name}`)}
              </Button>
            ))}
          </Group>
          <Group justify="center" gap="xs">
            <Button variant="default" onClick={() => move(offset - JUMPS.day)}>
              {t('clock.dayBack')}
            </Button>
            <Button
              variant="default"
              disabled={!isMoved}
              leftSection={<IconRotateClockwise size={16} aria-hidden />}
              onClick={() => move(0)}
            >
              {t('clock.reset')}
            </Button>
          </Group>
        </Stack>
      </Card>
      <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
        {t('clock.text')}
      </Alert>
    </Stack>
  )
}

function spoken(at: string, format: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(currentLanguage(), format).format(new Date(at))
}
