import { keepPreviousData } from '@tanstack/react-query'
import { useEffect } from 'react'
import { query } from '~/api/client'

interface Wanted {
  from: string
  to: string
  account?: string
  campaign?: string
}

/** Every post that is due in a span of time; a calendar with holes would lie, so all pages are read. */
export function usePlanned({ from, to, account, campaign }: Wanted) {
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/posts',
    { params: { query: { due_from: from, due_to: to, account_id: account, campaign_id: campaign, limit: 100 } } },
    {
      pageParamName: 'cursor',
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next_cursor ?? undefined,
      placeholderData: keepPreviousData,
    },
  )
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return { ...found, posts: found.data?.pages.flatMap(({ posts }) => posts) ?? [] }
}
