import { Alert, Button, Card, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { useMay } from '~/app/me'
import { bytes, counted } from '~/ui/numbers'
import { exactly, When } from '~/ui/When'
import { acted, isUnderWay, useCrawls, useImports } from '../data/hooks'
import type { Crawl, Import } from '../data/types'

const DAY_MS = 86_400_000

/** What is being read now, and what could not be read in the last day. */
export function Work({ profileId }: { profileId?: string }) {
  const { t } = useTranslation('audience')
  const wanted = (one: { profile_id: string | null }) => profileId === undefined || one.profile_id === profileId
  const imports = (useImports().data?.items ?? []).filter(wanted)
  const crawls = (useCrawls().data?.items ?? []).filter(wanted)
  const running = [...imports, ...crawls].some(isUnderWay)
  const faults = [...crawls, ...imports].filter(isRecentFailure)
  if (!running && faults.length === 0) return null
  return (
    <Stack gap="sm" aria-live="polite">
      {running && (
        <Card component="section" aria-labelledby="work">
          <Title order={2} size="h3" id="work" mb="sm">
            {t('work.title')}
          </Title>
          <Stack gap="lg">
            {crawls.filter(isUnderWay).map((crawl) => (
              <CrawlLine key={crawl.id} crawl={crawl} />
            ))}
            {imports.filter(isUnderWay).map((one) => (
              <ImportLine key={one.id} one={one} />
            ))}
          </Stack>
        </Card>
      )}
      {faults.slice(0, 3).map((one) => (
        <Failure key={one.id} one={one} />
      ))}
    </Stack>
  )
}

function isRecentFailure({ status, finished_at }: Import | Crawl): boolean {
  return status === 'failed' && finished_at !== null && Date.now() - new Date(finished_at).getTime() < DAY_MS
}

function Failure({ one }: { one: Import | Crawl }) {
  const { t } = useTranslation('audience')
  const isCrawl = 'phase' in one
  const reason = isCrawl ? one.failure?.reason : one.failure_reason
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={isCrawl ? t('work.crawlFailed', { username: one.username ?? one.instagram_id }) : t('work.importFailed')}
    >
      <Text size="sm">{reason}</Text>
      {one.finished_at && (
        <Text size="xs" c="dimmed">
          <When at={one.finished_at} />
        </Text>
      )}
    </Alert>
  )
}

function ImportLine({ one }: { one: Import }) {
  const { t } = useTranslation('audience')
  const share = one.bytes_to_read > 0 ? (one.bytes_read / one.bytes_to_read) * 100 : 0
  return (
    <div>
      <Group justify="space-between">
        <Text fw={600} size="sm">
          {t('work.import')}
        </Text>
        <Text size="sm" c="dimmed" className="tabular">
          {one.status === 'queued'
            ? t('work.waits')
            : t('work.bytes', { read: bytes(one.bytes_read), all: bytes(one.bytes_to_read) })}
        </Text>
      </Group>
      <Progress mt={6} value={one.status === 'queued' ? 100 : share} animated aria-label={t('work.import')} />
    </div>
  )
}

function CrawlLine({ crawl }: { crawl: Crawl }) {
  const { t } = useTranslation('audience')
  const mayManage = useMay('manage-audience')
  const share = crawl.expected ? (crawl.users_read / crawl.expected) * 100 : 0
  const name = t('work.crawl', { username: crawl.username ?? crawl.instagram_id })
  const cancel = () =>
    acted(
      api.POST('/api/v1/audience/crawls/{crawl_id}/cancel', { params: { path: { crawl_id: crawl.id } } }),
      t('work.cancelled'),
    )
  return (
    <div>
      <Group justify="space-between">
        <Text fw={600} size="sm">
          {name}
        </Text>
        {mayManage && (
          <Button size="compact-sm" variant="subtle" color="red" onClick={cancel}>
            {t('work.cancel')}
          </Button>
        )}
      </Group>
      <Progress mt={6} value={crawl.status === 'queued' ? 0 : share} animated aria-label={name} />
      <Text size="sm" c="dimmed" mt={4} className="tabular">
        {crawl.resume_at
          ? t('work.pauses', { at: exactly(crawl.resume_at) })
          : crawl.status === 'queued'
            ? [
                crawl.position ? t('work.place', { place: counted(crawl.position) }) : t('work.waits'),
                crawl.estimated_wait_seconds
                  ? t('work.wait', { count: Math.max(1, Math.round(crawl.estimated_wait_seconds / 60)) })
                  : '',
              ].join(' ')
            : [
                crawl.phase ? t(`work.phase.${crawl.phase}`) : '',
                crawl.expected
                  ? t('work.people', { read: counted(crawl.users_read), all: counted(crawl.expected) })
                  : '',
              ].join(' · ')}
      </Text>
    </div>
  )
}
