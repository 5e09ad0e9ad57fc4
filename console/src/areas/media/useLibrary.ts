import { query, type Schema } from '~/api/client'

const PAGE = 48

/** The library, newest first, a page after the other. */
export function useLibrary(search: string, kind: Schema<'MediaKind'> | undefined) {
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/media',
    { params: { query: { limit: PAGE, search: search || undefined, kind } } },
    {
      pageParamName: 'cursor',
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next_cursor ?? undefined,
    },
  )
  return { ...found, items: found.data?.pages.flatMap(({ items }) => items) ?? [] }
}
