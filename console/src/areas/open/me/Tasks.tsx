import { Group, Progress, Skeleton, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Fault } from '~/ui/Fault'
import { Panel } from '../frame/Panel'
import { Task } from './Task'
import { useTasks, type Who } from './useMember'

/** The posts that the member is to comment on this week, what is open first. */
export function Tasks({ who }: { who: Who }) {
  const { t } = useTranslation('open')
  const [onlyOpen, setOnlyOpen] = useState(false)
  const { data, error, refetch } = useTasks(who)
  if (error && !data) return <Fault error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={240} radius="lg" />
  const done = data.filter((task) => task.is_verified).length
  const shown = [...data]
    .filter((task) => !onlyOpen || !task.is_verified)
    .sort((one, other) => Number(one.is_verified) - Number(other.is_verified) || one.number - other.number)
  return (
    <Panel title={t('tasks.title')} lead={data.length > 0 ? t('tasks.lead') : undefined}>
      {data.length === 0 ? (
        <Text size="sm">{t('tasks.none')}</Text>
      ) : (
        <Stack gap="sm">
          <Group justify="space-between">
            <Text size="sm" fw={600}>
              {t('tasks.done', { done, count: data.length })}
            </Text>
            <Switch
              label={t('tasks.onlyOpen')}
              checked={onlyOpen}
              onChange={(event) => setOnlyOpen(event.currentTarget.checked)}
            />
          </Group>
          <Progress value={(100 * done) / data.length} color="teal" size="lg" aria-label={t('tasks.progress')} />
          <Stack gap={0}>
            {shown.map((task) => (
              <Task key={task.request_id} who={who} task={task} />
            ))}
          </Stack>
        </Stack>
      )}
    </Panel>
  )
}
