import { cache } from '~/api/cache'
import { query } from '~/api/client'
import { useMay } from '~/app/me'
import { failed, told } from '~/ui/toasts'

/** The workspace's community; an error with code `community-not-found` where there is none. */
export function useCommunity() {
  return query.useQuery('get', '/api/v1/exchange/community', {}, { staleTime: 60_000 })
}

/** Whether the person signed in may change the community. */
export function useMayManage(): boolean {
  return useMay('manage-exchange')
}

/** How lists that come in pages are fetched. */
export const PAGED = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { next_cursor?: string | null }) => last.next_cursor ?? undefined,
}

/** Everything of the exchange is looked up again. */
export function refresh(): Promise<void> {
  return cache.invalidateQueries({
    predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/exchange'),
  })
}

/** Waits for a change, shows its effect and says so; or says why it failed. True if it worked. */
export async function acted(
  work: Promise<unknown>,
  message: string,
  undo?: () => undefined | Promise<unknown>,
): Promise<boolean> {
  try {
    await work
    await refresh()
    told(message, undo && (() => Promise.resolve(undo()).then(refresh)))
    return true
  } catch (problem) {
    failed(problem)
    return false
  }
}
