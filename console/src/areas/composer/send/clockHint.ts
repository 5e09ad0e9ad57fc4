import dayjs from 'dayjs'
import { clockChanges, momentOf, wallOf } from '~/areas/calendar/data/clock'

export type ClockHint = 'skipped' | 'twice' | 'changes' | 'past' | null

/** What is special about that hour in that zone: the clocks skip it, show it twice, or change that day; or it is past. */
export function clockHint(wall: string, zone: string, now = dayjs()): ClockHint {
  const at = dayjs(momentOf(wall, zone))
  if (at.isBefore(now.subtract(5, 'minute'))) return 'past'
  if (wallOf(at.toISOString(), zone) !== wall) return 'skipped'
  const neighbours = [at.subtract(1, 'hour'), at.add(1, 'hour')]
  if (neighbours.some((other) => wallOf(other.toISOString(), zone) === wall)) return 'twice'
  const day = wall.slice(0, 10)
  return clockChanges(day, dayjs(day).add(1, 'day').format('YYYY-MM-DD'), zone).length > 0 ? 'changes' : null
}
