import { Button, Skeleton, Stack } from '@mantine/core'
import { IconMessageCircleOff } from '@tabler/icons-react'
import { keepPreviousData } from '@tanstack/react-query'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import type { CommentSearch } from '../search'
import { flat, PAGES } from '../shared/pages'
import { CommentCard } from './CommentCard'
import type { KnownPost } from './usePosts'

interface CommentListProps {
  search: CommentSearch
  posts: Map<string, KnownPost>
  onChange: (more: Partial<CommentSearch>) => void
}

/** Comments of others, newest first; only those in sight are drawn. */
export function CommentList({ search, posts, onChange }: CommentListProps) {
  const { t } = useTranslation('inbox')
  const box = useRef<HTMLUListElement>(null)
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/inbox/comments',
    { params: { query: { limit: 50, ...filterOf(search) } } },
    { ...PAGES, placeholderData: keepPreviousData },
  )
  const rows = flat(found.data)
  const lines = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 112,
    overscan: 6,
    scrollMargin: box.current?.offsetTop ?? 0,
    getItemKey: (index) => rows[index]?.id ?? index,
  })
  const visible = lines.getVirtualItems()
  const last = visible.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 8) void fetchNextPage()
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage])

  if (found.isPending) return <Loading />
  if (found.isError) return <Fault error={found.error} onRetry={() => void found.refetch()} />
  if (rows.length === 0) {
    const isFiltered = Boolean(search.view || search.q || search.media)
    return (
      <Empty
        icon={IconMessageCircleOff}
        title={isFiltered ? t('comments.noneFit') : t('comments.none')}
        text={isFiltered ? t('comments.noneFitHint') : t('comments.noneHint')}
      >
        {isFiltered && (
          <Button variant="light" onClick={() => onChange({ view: undefined, q: undefined, media: undefined })}>
            {t('comments.showAll')}
          </Button>
        )}
      </Empty>
    )
  }
  return (
    <ul
      ref={box}
      style={{ position: 'relative', margin: 0, padding: 0, listStyle: 'none', height: lines.getTotalSize() }}
    >
      {visible.map(({ index, key, start }) => {
        const row = rows[index]
        return (
          row && (
            <li
              key={key}
              data-index={index}
              ref={lines.measureElement}
              style={{
                position: 'absolute',
                top: 0,
                left: 0,
                width: '100%',
                paddingBottom: 8,
                transform: `translateY(${start - lines.options.scrollMargin}px)`,
              }}
            >
              <CommentCard comment={row} post={posts.get(row.media_id ?? '')} isOpen={row.id === search.c} />
            </li>
          )
        )
      })}
    </ul>
  )
}

function filterOf({ view, account, media, q }: CommentSearch): Record<string, string | boolean> {
  return {
    ...(view === 'unread' ? { unread: true } : {}),
    ...(view === 'unanswered' ? { unanswered: true } : {}),
    ...(view === 'mentions' ? { kind: 'mention' } : {}),
    ...(view === 'live' ? { kind: 'live' } : {}),
    ...(account ? { account_id: account } : {}),
    ...(media && account ? { media_id: media } : {}),
    ...(q ? { q } : {}),
  }
}

function Loading() {
  return (
    <Stack gap="xs" aria-busy>
      <Skeleton h={100} radius="md" />
      <Skeleton h={100} radius="md" />
      <Skeleton h={100} radius="md" />
      <Skeleton h={100} radius="md" />
    </Stack>
  )
}
