import { api, type Schema } from '~/api/client'
import type { Change, ListName, Ordering } from '../data/names'

export type PeoplePage = Schema<'PeoplePage'>

/** Which people of a snapshot: a list of it, or how it differs from an older one. */
export type Source =
  | { kind: 'list'; snapshotId: string; list: ListName; order: Ordering }
  | {
      kind: 'change'
      snapshotId: string
      change: Change
      since?: string
      of: 'followers' | 'following'
      order: Ordering
    }

export interface Filter {
  search?: string
  hide_whitelisted?: boolean
}

/** One page. Of these lists the cursor is a place: any page can be asked for (docs/reference/audience.md). */
export async function readPeople(
  source: Source,
  filter: Filter,
  cursor: string | null,
  limit: number,
): Promise<PeoplePage> {
  const query = { ...filter, order: source.order, cursor, limit }
  if (source.kind === 'list') {
    const path = { snapshot_id: source.snapshotId, name: source.list }
    return data(await api.GET('/api/v1/audience/snapshots/{snapshot_id}/lists/{name}', { params: { path, query } }))
  }
  const path = { snapshot_id: source.snapshotId, change: source.change }
  const more = { list: source.of, ...(source.since && { since: source.since }) }
  return data(
    await api.GET('/api/v1/audience/snapshots/{snapshot_id}/changes/{change}', {
      params: { path, query: { ...query, ...more } },
    }),
  )
}

/** A failure has been thrown before; an answer without a body is none of these calls'. */
function data<T>(answer: { data?: T }): T {
  return answer.data as T
}

/** Where all of it is, as a file. */
export function fileOf(source: Source, format: 'csv' | 'json', hide: boolean): string {
  const search = new URLSearchParams({ format, order: source.order, hide_whitelisted: String(hide) })
  const base = `/api/v1/audience/snapshots/${source.snapshotId}`
  if (source.kind === 'list') return `${base}/lists/${source.list}/download?${search}`
  search.set('list', source.of)
  if (source.since) search.set('since', source.since)
  return `${base}/changes/${source.change}/download?${search}`
}
