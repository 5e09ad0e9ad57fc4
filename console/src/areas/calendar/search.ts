export const VIEWS = ['month', 'week', 'day', 'agenda'] as const
export type View = (typeof VIEWS)[number]

export interface CalendarSearch {
  view?: View
  /** The day that is looked at, `2026-11-23`. */
  date?: string
  account?: string
  campaign?: string
  /** The zone whose clock is shown; without one this browser's. */
  zone?: string
  /** The post whose card is open. */
  post?: string
  /** A dialog that is open. */
  dialog?: 'slots' | 'subscribe'
}

export function calendarSearch(found: Record<string, unknown>): CalendarSearch {
  const word = (value: unknown) => (typeof value === 'string' && value ? value : undefined)
  const date = word(found.date)
  const dialog = found.dialog
  return {
    view: VIEWS.find((view) => view === found.view),
    date: date && /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : undefined,
    account: word(found.account),
    campaign: word(found.campaign),
    zone: isZone(word(found.zone)) ? word(found.zone) : undefined,
    post: word(found.post),
    dialog: dialog === 'slots' || dialog === 'subscribe' ? dialog : undefined,
  }
}

function isZone(name: string | undefined): boolean {
  try {
    return name !== undefined && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
