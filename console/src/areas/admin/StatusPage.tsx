import { Badge, Button, Card, Group, SimpleGrid, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { useMay } from '~/app/me'
import { useInstallation } from '~/app/sandbox'
import { confirmed } from '~/ui/confirm'
import { Fault } from '~/ui/Fault'
import { counted } from '~/ui/numbers'
import { failed, told } from '~/ui/toasts'
import { AdminFrame } from './AdminFrame'

const OFTEN_MS = 5_000

/** `/ready` says 503 with the same body when something does not hold, so it is read as it is. */
async function readiness(): Promise<Schema<'Readiness'>> {
  return (await fetch('/ready')).json() as Promise<Schema<'Readiness'>>
}

export function StatusPage() {
  const { t } = useTranslation('admin')
  const ready = useQuery({ queryKey: ['ready'], queryFn: readiness, refetchInterval: OFTEN_MS })
  const jobs = query.useQuery('get', '/api/v1/admin/jobs', {}, { refetchInterval: OFTEN_MS })
  const { data: installation } = useInstallation()
  return (
    <AdminFrame section="status" actions={<StopSwitch />}>
      <Stack>
        {ready.error && <Fault error={ready.error} onRetry={() => void ready.refetch()} />}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {ready.data?.checks.map(({ name, ok, detail }) => (
            <Card key={name} padding="md">
              <Group wrap="nowrap">
                <ThemeIcon color={ok ? 'teal' : 'red'} variant="light" radius="xl" size="lg">
                  {ok ? (
                    <IconCheck size={20} aria-label={t('status.holds')} />
                  ) : (
                    <IconAlertTriangle size={20} aria-label={t('status.fails')} />
                  )}
                </ThemeIcon>
                <div>
                  <Text fw={600}>{t(`status.check.${name}`)}</Text>
                  <Text size="sm" c="dimmed">
                    {detail}
                  </Text>
                </div>
              </Group>
            </Card>
          )) ?? <Skeleton h={72} radius="lg" />}
        </SimpleGrid>
        <Card>
          <Group justify="space-between" mb="sm">
            <Title order={2} size="h3">
              {t('status.queue')}
            </Title>
            <Badge variant="default">Autogram {installation?.version}</Badge>
          </Group>
          <SimpleGrid cols={{ base: 2, sm: 4 }}>
            {(['workers', 'running', 'waiting', 'dead'] as const).map((name) => (
              <div key={name}>
                <Text size="xs" c="dimmed">
                  {t(`status.${name}`)}
                </Text>
                <Text fz={26} fw={700} className="tabular">
                  {counted(jobs.data?.[name])}
                </Text>
              </div>
            ))}
          </SimpleGrid>
        </Card>
        {installation?.sandbox_url && (
          <Text size="sm" c="dimmed">
            {t('status.sandbox', { url: installation.sandbox_url })}
          </Text>
        )}
      </Stack>
    </AdminFrame>
  )
}

/** Stops everything that goes out of the installation, and lets it go on. */
function StopSwitch() {
  const { t } = useTranslation('admin')
  const may = useMay('pause-everything')
  const pause = query.useMutation('post', '/api/v1/admin/pause', {
    onSuccess: () => told(t('status.paused'), () => resume.mutate({})),
    onError: failed,
  })
  const resume = query.useMutation('post', '/api/v1/admin/resume', {
    onSuccess: () => told(t('status.resumed')),
    onError: failed,
  })
  if (!may) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        loading={resume.isPending}
        onClick={() => resume.mutate({})}
      >
        {t('status.resume')}
      </Button>
      <Button
        color="red"
        variant="light"
        leftSection={<IconPlayerPause size={16} aria-hidden />}
        loading={pause.isPending}
        onClick={async () => {
          if (await confirmed(t('status.pause'), t('status.pauseHint'))) pause.mutate({})
        }}
      >
        {t('status.pause')}
      </Button>
    </>
  )
}
