import type { Schema } from '~/api/client'

/** Something that waits for a person; the list of them is ordered by how soon it hurts. */
export interface Need {
  /** Its words: `needs.<kind>` with `count`. */
  kind: string
  count: number
  to: string
  search: Record<string, string>
  urgent: boolean
}

interface Known {
  waiting: Schema<'NeedsRead'>
  accounts: Schema<'AccountRead'>[]
  inbox: Schema<'InboxSummary'> | undefined
}

const TOKEN_DAYS = 7

/** What waits, with nothing that waits left out and nothing else in it. */
export function needsOf(known: Known): Need[] {
  const lost = known.accounts.filter(({ status }) => status === 'needs_reauth').length
  const ending = known.accounts.filter(
    ({ status, token }) => status === 'connected' && token.days_left !== null && token.days_left < TOKEN_DAYS,
  ).length
  const posts = (status: string, count: number, urgent: boolean): Need => ({
    kind: status,
    count,
    to: '/posts',
    search: { status },
    urgent,
  })
  const all: Need[] = [
    { kind: 'reconnect', count: lost, to: '/settings/accounts', search: {}, urgent: true },
    posts('failed', known.waiting.posts_failed, true),
    posts('unconfirmed', known.waiting.posts_unconfirmed, true),
    posts('late', known.waiting.posts_late, true),
    {
      kind: 'closing',
      count: known.inbox?.closing_soon ?? 0,
      to: '/inbox',
      search: { filter: 'closing' },
      urgent: true,
    },
    { kind: 'unsent', count: known.inbox?.failed ?? 0, to: '/inbox', search: { filter: 'failed' }, urgent: true },
    { kind: 'token', count: ending, to: '/settings/accounts', search: {}, urgent: false },
    { kind: 'unanswered', count: known.inbox?.open ?? 0, to: '/inbox', search: {}, urgent: false },
    {
      kind: 'approvals',
      count: known.waiting.comments_to_approve,
      to: '/community/approvals',
      search: {},
      urgent: false,
    },
    { kind: 'appeals', count: known.waiting.appeals_open, to: '/community/appeals', search: {}, urgent: false },
  ]
  return all.filter(({ count }) => count > 0)
}
