import type { InfiniteData } from '@tanstack/react-query'

interface Cursored {
  next_cursor?: string | null | undefined
}

/** How keyset pages follow each other: the first has no cursor, the last no next one. */
export const PAGES = {
  initialPageParam: null,
  getNextPageParam: (last: Cursored) => last.next_cursor ?? null,
}

/** All items of the pages that are there. */
export function flat<T>(data: InfiniteData<{ items: T[] }> | undefined): T[] {
  return data?.pages.flatMap((page) => page.items) ?? []
}
