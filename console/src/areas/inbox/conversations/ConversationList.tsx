import { Stack } from '@mantine/core'
import { keepPreviousData } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { query } from '~/api/client'
import { Fault } from '~/ui/Fault'
import type { InboxSearch } from '../search'
import { flat, PAGES } from '../shared/pages'
import { useTeam } from '../shared/team'
import { useNow } from '../shared/useNow'
import classes from './ConversationList.module.css'
import { ConversationRow } from './ConversationRow'
import { FoundMessages } from './FoundMessages'
import { ListHead } from './ListHead'
import { NoConversations } from './NoConversations'
import { RowSkeleton } from './RowSkeleton'
import { filterOf } from './views'

const ROW_HEIGHT = 84

interface ConversationListProps {
  search: InboxSearch
  onChange: (more: Partial<InboxSearch>) => void
}

/** Conversations by view, account, label and words; only those in sight are drawn, however many there are. */
export function ConversationList({ search, onChange }: ConversationListProps) {
  const box = useRef<HTMLDivElement>(null)
  const now = useNow()
  const { nameOf } = useTeam()
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/inbox/conversations',
    { params: { query: { limit: 50, ...filterOf(search) } } },
    { ...PAGES, placeholderData: keepPreviousData },
  )
  const rows = flat(found.data)
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  })
  const visible = lines.getVirtualItems()
  const last = visible.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 12) void fetchNextPage()
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage])

  return (
    <>
      <ListHead search={search} onChange={onChange} />
      <div ref={box} className={classes.box} aria-busy={found.isPending}>
        {found.isPending && <RowSkeleton />}
        {found.isError && (
          <Stack p="sm">
            <Fault error={found.error} onRetry={() => void found.refetch()} />
          </Stack>
        )}
        {search.q && <FoundMessages q={search.q} account={search.account} />}
        {found.isSuccess && rows.length === 0 && <NoConversations search={search} onChange={onChange} />}
        {rows.length > 0 && (
          <ul className={classes.rows} style={{ height: lines.getTotalSize() }}>
            {visible.map(({ index, key, start }) => {
              const row = rows[index]
              return (
                row && (
                  <li
                    key={key}
                    className={classes.row}
                    style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
                  >
                    <ConversationRow conversation={row} now={now} isOpen={row.id === search.c} nameOf={nameOf} />
                  </li>
                )
              )
            })}
          </ul>
        )}
      </div>
    </>
  )
}
