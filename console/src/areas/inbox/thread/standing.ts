import type { Sending } from '../shared/shapes'

/** What the composer may be: `open`, only as a `human` agent, `held` until something ends, or `closed`. */
export type Standing = 'open' | 'human' | 'held' | 'closed'

/** As the API decided, except that its window may have ended since it was asked. */
export function standing(sending: Sending, now: number): Standing {
  if (!sending.allowed) return 'closed'
  if (sending.closes_at && Date.parse(sending.closes_at) <= now) return 'closed'
  if (sending.waits) return 'held'
  const isOver = sending.until !== null && Date.parse(sending.until) <= now
  if (sending.mode === 'human_agent') return isOver ? 'closed' : 'human'
  // After the 24 hours a person may still answer, until the seven days end.
  return isOver ? 'human' : 'open'
}
