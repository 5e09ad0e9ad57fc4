import { ActionIcon, Badge, Button, Card, Group, Progress, Skeleton, Stack, Text, Title } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconDownload, IconFileAnalytics, IconMailForward, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { download } from '~/api/files'
import { useAccounts } from '~/app/me'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { bytes } from '~/ui/numbers'
import { failed } from '~/ui/toasts'
import { When } from '~/ui/When'
import { AnalyticsFrame } from '../AnalyticsFrame'
import { NewReport } from './NewReport'
import { Schedules } from './Schedules'

const PATH = '/api/v1/analytics/reports'
type Report = Schema<'ReportRead'>

const isUnfinished = ({ status }: Report) => status === 'queued' || status === 'running'

export function ReportsPage() {
  const { t } = useTranslation('analytics')
  const found = query.useQuery(
    'get',
    PATH,
    { params: { query: { limit: 50 } } },
    { refetchInterval: ({ state }) => (state.data?.items.some(isUnfinished) ? 1000 : false) },
  )
  const make = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() =>
        modals.open({ title: t('reports.new'), children: <NewReport onMade={() => void found.refetch()} /> })
      }
    >
      {t('reports.new')}
    </Button>
  )
  const reports = found.data?.items ?? []
  return (
    <AnalyticsFrame section="reports" actions={reports.length > 0 && make}>
      <Stack>
        {found.error && <Fault error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Skeleton h={160} radius="lg" />}
        {found.data && reports.length === 0 && (
          <Empty icon={IconFileAnalytics} title={t('reports.none')} text={t('reports.noneHint')}>
            {make}
          </Empty>
        )}
        {reports.map((report) => (
          <ReportCard key={report.id} report={report} onChange={() => void found.refetch()} />
        ))}
        <Title order={2} size="h3" mt="md">
          {t('schedules.title')}
        </Title>
        <Schedules />
      </Stack>
    </AnalyticsFrame>
  )
}

function ReportCard({ report, onChange }: { report: Report; onChange: () => void }) {
  const { t } = useTranslation('analytics')
  const { accounts } = useAccounts()
  const account = accounts.find(({ id }) => id === report.account_id)
  const remove = query.useMutation('delete', `${PATH}/{report_id}`, { onSuccess: onChange, onError: failed })
  const name = `${report.first_day} – ${report.last_day}`
  return (
    <Card padding="md">
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0, flex: 1 }}>
          <Group gap="xs">
            <Text fw={600}>{name}</Text>
            <Badge variant="default">{report.format.toUpperCase()}</Badge>
            {report.status === 'failed' && <Badge color="red">{t('reports.failed')}</Badge>}
          </Group>
          <Text size="sm" c="dimmed">
            {account && `@${account.username} · `}
            <When at={report.created_at} />
            {report.size_bytes && ` · ${bytes(report.size_bytes)}`}
          </Text>
          {report.sent_at && (
            <Group gap={4}>
              <IconMailForward size={14} aria-hidden />
              <Text size="xs" c="dimmed">
                {report.recipients.join(', ')}
              </Text>
            </Group>
          )}
          {report.failure_reason && (
            <Text size="sm" c="red">
              {report.failure_reason}
            </Text>
          )}
          {isUnfinished(report) && <Progress value={report.progress} animated mt="xs" aria-label={name} />}
        </div>
        <Group gap="xs" wrap="nowrap">
          {report.status === 'completed' && (
            <Button
              variant="light"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => download(`${PATH}/${report.id}/download`, `report.${report.format}`).catch(failed)}
            >
              {t('common:action.download')}
            </Button>
          )}
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={t('reports.delete', { name })}
            onClick={() => remove.mutate({ params: { path: { report_id: report.id } } })}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
    </Card>
  )
}
