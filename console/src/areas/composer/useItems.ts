import { useQueries } from '@tanstack/react-query'
import { query, type Schema } from '~/api/client'

/** Items of the library by their ids; those that are gone are left out. */
export function useItems(ids: string[]) {
  const found = useQueries({
    queries: ids.map((media_id) => ({
      ...query.queryOptions('get', '/api/v1/media/{media_id}', { params: { path: { media_id } } }),
      retry: false,
    })),
  })
  const items = new Map<string, Schema<'MediaRead-Output'>>()
  for (const { data } of found) if (data) items.set(data.id, data)
  return { items, isReady: found.every(({ isPending }) => !isPending) }
}
