import { Badge, Button, Card, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { failed, told } from '~/ui/toasts'
import { When } from '~/ui/When'
import { AdminFrame } from './AdminFrame'
import { hoursOf } from './cron'

export function SchedulesPage() {
  const { t } = useTranslation('admin')
  const found = query.useQuery('get', '/api/v1/admin/schedules', {}, { refetchInterval: 15_000 })
  const run = query.useMutation('post', '/api/v1/admin/schedules/{name}/run', {
    onSuccess: () => {
      told(t('schedules.started'))
      setTimeout(() => void found.refetch(), 1500)
    },
    onError: failed,
  })
  return (
    <AdminFrame section="schedules">
      {found.error && <Fault error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton h={240} radius="lg" />}
      <Stack gap="xs">
        {found.data?.map((schedule) => (
          <ScheduleCard
            key={schedule.name}
            schedule={schedule}
            onRun={() => run.mutate({ params: { path: { name: schedule.name } } })}
          />
        ))}
      </Stack>
    </AdminFrame>
  )
}

function ScheduleCard({ schedule, onRun }: { schedule: Schema<'ScheduleRead'>; onRun: () => void }) {
  const { t } = useTranslation('admin')
  const hours = hoursOf(schedule.cron)
  return (
    <Card padding="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Text ff="monospace" size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {schedule.name}
            </Text>
            {schedule.result && (
              <Badge color={schedule.result === 'done' ? 'teal' : 'red'} variant="light">
                {t(`schedules.${schedule.result}`)}
              </Badge>
            )}
          </Group>
          <Text size="sm">{schedule.does}</Text>
          <Text size="xs" c="dimmed">
            {t(`schedules.hours.${hours.kind}`, { at: hours.at, defaultValue: schedule.cron })}
            {' · '}
            {schedule.last_run_at ? (
              <>
                {t('schedules.last')} <When at={schedule.last_run_at} />
              </>
            ) : (
              t('schedules.notYet')
            )}
            {schedule.next_run_at && (
              <>
                {' · '}
                {t('schedules.next')} <When at={schedule.next_run_at} />
              </>
            )}
          </Text>
          {schedule.error && (
            <Text size="sm" c="red" style={{ overflowWrap: 'anywhere' }}>
              {schedule.error}
            </Text>
          )}
        </div>
        <Button size="xs" variant="default" onClick={onRun} aria-label={`${t('schedules.run')} ${schedule.name}`}>
          {t('schedules.run')}
        </Button>
      </Group>
    </Card>
  )
}
