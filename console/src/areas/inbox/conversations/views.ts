import type { InboxSearch, View } from '../search'

/** Which conversations a view shows, as the API is asked. */
export function filterOf({ view = 'open', account, label, q }: InboxSearch): Record<string, string | boolean> {
  return {
    ...BY_VIEW[view],
    ...(account ? { account_id: account } : {}),
    ...(label ? { label_id: label } : {}),
    ...(q ? { q } : {}),
  }
}

const BY_VIEW: Record<View, Record<string, string | boolean>> = {
  open: { status: 'open' },
  mine: { status: 'open', assigned: 'me' },
  unassigned: { status: 'open', assigned: 'nobody' },
  unread: { unread: true },
  closing: { closing_soon: true },
  failed: { failed: true },
  waiting: { status: 'waiting' },
  snoozed: { status: 'snoozed' },
  closed: { status: 'closed' },
  all: {},
  away: { archived: true },
}
