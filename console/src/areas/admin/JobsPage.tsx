import { Accordion, Badge, Button, Code, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { failed, told } from '~/ui/toasts'
import { When } from '~/ui/When'
import { AdminFrame } from './AdminFrame'

export function JobsPage() {
  const { t } = useTranslation('admin')
  const found = query.useQuery('get', '/api/v1/admin/jobs/dead', { params: { query: { limit: 100 } } })
  const retry = query.useMutation('post', '/api/v1/admin/jobs/retry', {
    onSuccess: ({ retried }) => {
      void cache.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/admin/jobs'),
      })
      told(t('jobs.retried', { count: retried.length }))
    },
    onError: failed,
  })
  const jobs = found.data?.items ?? []
  const all = (
    <Button
      variant="light"
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={retry.isPending}
      onClick={() => retry.mutate({ body: { ids: jobs.map(({ id }) => id) } })}
    >
      {t('jobs.retryAll')}
    </Button>
  )
  return (
    <AdminFrame section="jobs" actions={jobs.length > 1 && all}>
      {found.error && <Fault error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton h={160} radius="lg" />}
      {found.data && jobs.length === 0 && (
        <Empty icon={IconCircleCheck} title={t('jobs.none')} text={t('jobs.noneHint')} />
      )}
      {jobs.length > 0 && (
        <Accordion variant="separated">
          {jobs.map((job) => (
            <Accordion.Item key={job.id} value={String(job.id)}>
              <Accordion.Control>
                <Group gap="sm">
                  <Text fw={600} ff="monospace" size="sm">
                    {job.name}
                  </Text>
                  <Badge color="red" variant="light">
                    {t('jobs.attempts', { count: job.attempts })}
                  </Badge>
                  <Text size="xs" c="dimmed">
                    <When at={job.failed_at} />
                  </Text>
                </Group>
                <Text size="sm" c="dimmed" lineClamp={1}>
                  {job.error}
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                <Stack gap="sm">
                  <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {job.error}
                  </Text>
                  <Code block>{JSON.stringify(job.payload, null, 2)}</Code>
                  <Group>
                    <Button
                      size="xs"
                      loading={retry.isPending}
                      onClick={() => retry.mutate({ body: { ids: [job.id] } })}
                    >
                      {t('common:action.retry')}
                    </Button>
                  </Group>
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </AdminFrame>
  )
}
