import { query } from '~/api/client'
import type { PostsSearch } from './search'

/** The posts that the address asks for, newest first, page by page. */
export function usePosts({ status, account, campaign, q }: PostsSearch) {
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/posts',
    {
      params: {
        query: { status, account_id: account, campaign_id: campaign, search: q, limit: 30 },
      },
    },
    {
      pageParamName: 'cursor',
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next_cursor ?? undefined,
    },
  )
  return { ...found, posts: found.data?.pages.flatMap(({ posts }) => posts) ?? [] }
}
