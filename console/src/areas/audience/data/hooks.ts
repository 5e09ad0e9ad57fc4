import { useMemo } from 'react'
import { cache } from '~/api/cache'
import { query } from '~/api/client'
import { failed, told } from '~/ui/toasts'

const PAGED = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { next_cursor?: string | null }) => last.next_cursor ?? undefined,
}
/** While something is on its way its progress is looked at this often; the end is told by an event. */
const LOOK_EVERY_MS = 1500

/** Everything of the audience is looked up again. */
export function refresh(): Promise<void> {
  return cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/audience') })
}

/** Waits for a change, shows its effect and says so; or says why it failed. True if it worked. */
export async function acted(work: Promise<unknown>, message: string, undo?: () => Promise<unknown>): Promise<boolean> {
  try {
    await work
    await refresh()
    told(message, undo && (() => undo().then(refresh)))
    return true
  } catch (problem) {
    failed(problem)
    return false
  }
}

/** The same for what is gone afterwards: its page is left before anything is looked up again. */
export async function erased(work: Promise<unknown>, message: string, leave: () => Promise<void>): Promise<void> {
  try {
    await work
    await leave()
    told(message)
    await refresh()
  } catch (problem) {
    failed(problem)
  }
}

export function useProfiles() {
  return query.useInfiniteQuery(
    'get',
    '/api/v1/audience/profiles',
    { params: { query: { limit: 50 } } },
    { ...PAGED, pageParamName: 'cursor' },
  )
}

export function useProfile(profileId: string) {
  return query.useQuery('get', '/api/v1/audience/profiles/{profile_id}', {
    params: { path: { profile_id: profileId } },
  })
}

/** The profile's snapshots, newest first; the newest hundred at once, older ones by page. */
export function useSnapshots(profileId: string, limit = 100) {
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/audience/profiles/{profile_id}/snapshots',
    { params: { path: { profile_id: profileId }, query: { limit } } },
    { ...PAGED, pageParamName: 'cursor' },
  )
  const snapshots = useMemo(() => found.data?.pages.flatMap(({ items }) => items), [found.data])
  return { ...found, snapshots }
}

export function isUnderWay({ status }: { status: string }): boolean {
  return status === 'queued' || status === 'processing'
}

function whileUnderWay(found: { state: { data?: { items: { status: string }[] } | undefined } }): number | false {
  return found.state.data?.items.some(isUnderWay) ? LOOK_EVERY_MS : false
}

/** Uploads of the last month, newest first. */
export function useImports() {
  return query.useQuery(
    'get',
    '/api/v1/audience/imports',
    { params: { query: { limit: 20 } } },
    { refetchInterval: (found) => whileUnderWay(found as never) },
  )
}

/** Crawls, newest first; `unofficial-access-disabled` where the operator has not allowed them. */
export function useCrawls() {
  return query.useQuery(
    'get',
    '/api/v1/audience/crawls',
    { params: { query: { limit: 20 } } },
    { refetchInterval: (found) => whileUnderWay(found as never) },
  )
}

/** The names on the profile's whitelist; of a very long one the first five hundred. */
export function useWhitelist(profileId: string) {
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/audience/profiles/{profile_id}/whitelist',
    { params: { path: { profile_id: profileId }, query: { limit: 100 } } },
    { ...PAGED, pageParamName: 'cursor' },
  )
  const people = useMemo(() => found.data?.pages.flatMap(({ items }) => items), [found.data])
  const names = useMemo(() => new Set(people?.map(({ username }) => username)), [people])
  return { ...found, people, names }
}
