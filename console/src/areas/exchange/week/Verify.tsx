import { Button, Card, Group, List, Progress, Stack, Text } from '@mantine/core'
import { IconListSearch, IconPlayerStop } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { exactly, When } from '~/ui/When'
import { ActButton } from '../shared/ActButton'
import { acted, useMayManage } from '../shared/data'
import type { Board, Verification } from '../shared/types'
import { RunDrawer } from './RunDrawer'

/** How well the week is known, and to have it read now; live while it is read. */
export function Verify({ board, isPresent }: { board: Board; isPresent: boolean }) {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const run = board.run
  const [details, setDetails] = useState(false)
  const later = board.posts.filter((post) => post.reading === null && post.closed_at === null).length
  const running = run?.status === 'running'
  const start = () =>
    acted(
      api.POST('/api/v1/exchange/weeks/{week}/verify', { params: { path: { week: board.week } } }),
      t('verify.started'),
    )
  const stop = () =>
    acted(
      api.POST('/api/v1/exchange/verification-runs/{run_id}/stop', { params: { path: { run_id: run?.id ?? '' } } }),
      t('verify.stopped'),
    )
  return (
    <Card padding="md">
      <Group justify="space-between" gap="md">
        <Stack gap={4} flex="1 1 260px">
          <Text fw={600} size="sm" aria-live="polite">
            {run ? t(`verify.${run.status}`, { read: run.posts_read, count: run.posts }) : t('verify.never')}
          </Text>
          <Text size="xs" c="dimmed">
            {run && later > 0 && !running && `${t('verify.later', { count: later })} · `}
            {run ? <Told run={run} /> : isPresent ? t('verify.soon') : t('verify.neverText')}
          </Text>
          {run && running && (
            <Progress
              value={(100 * run.posts_read) / Math.max(run.posts, 1)}
              animated
              aria-label={t('verify.progress')}
            />
          )}
        </Stack>
        {run && (
          <Button variant="subtle" onClick={() => setDetails(true)}>
            {t('verify.details')}
          </Button>
        )}
        {mayManage &&
          (running ? (
            <ActButton act={stop} variant="default" leftSection={<IconPlayerStop size={16} aria-hidden />}>
              {t('verify.stop')}
            </ActButton>
          ) : (
            <ActButton
              act={start}
              variant={run && later === 0 ? 'light' : 'filled'}
              leftSection={<IconListSearch size={16} aria-hidden />}
            >
              {run ? t('verify.again') : t('verify.start')}
            </ActButton>
          ))}
      </Group>
      {run && <RunDrawer id={run.id} opened={details} onClose={() => setDetails(false)} />}
      {run && run.consequences.length > 0 && (
        <List size="sm" mt="sm">
          {run.consequences.map((one) => (
            <List.Item key={`${one.member_id} ${one.rule}`}>
              <b>@{one.username}</b> · {t(`consequence.${one.then}`)}: {one.reason}
            </List.Item>
          ))}
        </List>
      )}
    </Card>
  )
}

function Told({ run }: { run: Verification }) {
  const { t } = useTranslation('exchange')
  if (run.failure_reason) return run.failure_reason
  if (run.resumes_at) return t('verify.resumes', { at: exactly(run.resumes_at) })
  return (
    <>
      {run.is_scheduled ? t('verify.bySchedule') : t('verify.byHand')} · <When at={run.finished_at ?? run.created_at} />
    </>
  )
}
