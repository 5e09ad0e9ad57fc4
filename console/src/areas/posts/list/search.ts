import type { Schema } from '~/api/client'

export type Status = Schema<'PostRead'>['status']

/** In the order in which a post goes through them; what waits for a person first. */
export const STATUSES: Status[] = ['late', 'failed', 'unconfirmed', 'draft', 'scheduled', 'publishing', 'published']

export interface PostsSearch {
  status?: Status
  account?: string
  campaign?: string
  q?: string
}

/** What the list shows, from its address; what makes no sense is left out. */
export function postsSearch(found: Record<string, unknown>): PostsSearch {
  const word = (value: unknown) => (typeof value === 'string' && value ? value : undefined)
  return {
    status: STATUSES.find((status) => status === found.status),
    account: word(found.account),
    campaign: word(found.campaign),
    // A number in the address is still text that was searched for.
    q: word(typeof found.q === 'number' ? String(found.q) : found.q),
  }
}
