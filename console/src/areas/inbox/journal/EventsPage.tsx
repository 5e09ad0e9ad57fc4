import { Anchor, Drawer, Group, Paper, Select, Skeleton, Stack } from '@mantine/core'
import { IconArrowLeft, IconWebhookOff } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { onLiveEvent } from '~/api/live'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import type { EventSearch } from '../search'
import { AccountPicker } from '../shared/AccountPicker'
import { flat, PAGES } from '../shared/pages'
import { Sentinel } from '../shared/Sentinel'
import { CoverageCards } from './CoverageCards'
import { EventDetail, refreshEvents } from './EventDetail'
import { EventRow } from './EventRow'
import { ReplayFailed } from './ReplayFailed'

export const EVENT_STATUSES = ['applied', 'repeated', 'ignored', 'unassigned', 'unknown', 'failed'] as const

/** Everything that Instagram told, and what became of it; and how much of it came by itself. */
export function EventsPage() {
  const { t } = useTranslation('inbox')
  const search = useSearch({ from: '/app/inbox/events' })
  const navigate = useNavigate({ from: '/inbox/events' })
  const change = (more: EventSearch) => void navigate({ search: (now) => ({ ...now, ...more }) })
  const status = EVENT_STATUSES.find((one) => one === search.status)
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/inbox/webhook-events',
    { params: { query: { limit: 50, account_id: search.account, status } } },
    PAGES,
  )
  useFollow()
  const events = flat(found.data)
  const open = events.find((event) => event.id === search.event)
  return (
    <Page
      title={t('events.title')}
      lead={
        <Anchor size="sm" renderRoot={(props) => <Link to="/inbox" {...props} />}>
          <IconArrowLeft size={14} aria-hidden style={{ verticalAlign: -2 }} /> {t('events.back')}
        </Anchor>
      }
      actions={<ReplayFailed />}
    >
      <CoverageCards />
      <Group gap="sm">
        <Select
          aria-label={t('events.status')}
          placeholder={t('events.allStatuses')}
          data={EVENT_STATUSES.map((one) => ({ value: one, label: t(`events.state.${one}`) }))}
          value={status ?? null}
          onChange={(one) => change({ status: one ?? undefined })}
          clearable
        />
        <AccountPicker value={search.account} onChange={(account) => change({ account })} withAll />
      </Group>
      {found.isPending && <Skeleton h={240} radius="lg" />}
      {found.isError && <Fault error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && events.length === 0 && (
        <Empty
          icon={IconWebhookOff}
          title={t('events.none')}
          text={status ? t('events.noneSo') : t('events.noneHint')}
        />
      )}
      {events.length > 0 && (
        <Paper withBorder style={{ overflow: 'hidden' }}>
          <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {events.map((event) => (
              <EventRow key={event.id} event={event} onOpen={() => change({ event: event.id })} />
            ))}
          </Stack>
        </Paper>
      )}
      {found.hasNextPage && <Sentinel busy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />}
      <Drawer
        opened={open !== undefined}
        onClose={() => change({ event: undefined })}
        position="right"
        size="md"
        title={open?.kind}
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        {open && <EventDetail event={open} />}
      </Drawer>
    </Page>
  )
}

/** No event of its own says that the journal grew; what webhooks bring does, a moment before it is written down. */
function useFollow(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onLiveEvent(() => {
      timer ??= setTimeout(() => {
        timer = undefined
        void refreshEvents()
      }, 1000)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [])
}
