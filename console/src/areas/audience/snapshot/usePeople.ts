import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Person } from '../data/types'
import { type Filter, readPeople, type Source } from './people'

export const PAGE = 100
/** Begins like every key of the audience, so that what makes the audience stale makes these stale too. */
const KEY = ['get', '/api/v1/audience/snapshots/people'] as const

export interface People {
  count: number
  /** How many the whole list has, before any search. */
  total: number | null
  at: (place: number) => Person | undefined
  error: unknown
  isPending: boolean
  /** A search is still going through the list. */
  isLooking: boolean
}

/** The whole list, of which only the pages in view are read. */
export function useWhole(source: Source, first: number, end: number, wanted: boolean): People {
  const head = useQuery(pageOf(source, 0, wanted))
  const total = head.data?.total ?? 0
  const from = Math.floor(first / PAGE)
  const to = Math.floor(Math.max(first, Math.min(end, total) - 1) / PAGE)
  const pages = useQueries({
    queries: Array.from({ length: to - from + 1 }, (_, step) => pageOf(source, from + step, wanted && total > 0)),
  })
  return {
    count: total,
    total: head.data?.total ?? null,
    at: (place) => pages[Math.floor(place / PAGE) - from]?.data?.items[place % PAGE],
    error: head.error ?? pages.find(({ error }) => error)?.error ?? null,
    isPending: head.isPending,
    isLooking: false,
  }
}

function pageOf(source: Source, page: number, wanted: boolean) {
  return {
    queryKey: [...KEY, source, page],
    queryFn: () => readPeople(source, {}, page === 0 ? null : String(page * PAGE), PAGE),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: wanted,
  }
}

/** Those whom a search or the whitelist leaves, as far as they have been found. */
export function useFound(source: Source, filter: Filter, wanted: boolean): People & { more: () => void } {
  const found = useInfiniteQuery({
    queryKey: [...KEY, source, filter],
    queryFn: ({ pageParam }) => readPeople(source, filter, pageParam, PAGE),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: wanted,
  })
  const people = useMemo(() => found.data?.pages.flatMap(({ items }) => items) ?? [], [found.data])
  return {
    count: people.length,
    total: found.data?.pages[0]?.total ?? null,
    at: (place) => people[place],
    error: found.error,
    isPending: found.isPending,
    isLooking: found.hasNextPage,
    more: () => {
      if (found.hasNextPage && !found.isFetching) void found.fetchNextPage()
    },
  }
}
