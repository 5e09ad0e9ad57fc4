import dayjs from 'dayjs'

export interface Rule {
  weekdays: number[]
  every_weeks: number
  first_day: string
  last_day: string | null
  wall_clock: string
  time_zone: string
}

/** The moments of a weekly rule between two moments. Weekdays count from Monday, 0; weeks from that of the first day. */
export function momentsOf(rule: Rule, from: string, to: string): string[] {
  const first = dayjs(rule.first_day)
  const base = first.subtract((first.day() + 6) % 7, 'day')
  const found: string[] = []
  const start = dayjs(from).subtract(1, 'day')
  for (let day = start.startOf('day'); day.isBefore(dayjs(to).add(1, 'day')); day = day.add(1, 'day')) {
    const name = day.format('YYYY-MM-DD')
    if (name < rule.first_day || (rule.last_day !== null && name > rule.last_day)) continue
    if (!rule.weekdays.includes((day.day() + 6) % 7)) continue
    if (Math.floor(Math.round(day.diff(base, 'hour') / 24) / 7) % rule.every_weeks !== 0) continue
    const at = dayjs.tz(`${name} ${rule.wall_clock.slice(0, 5)}`, rule.time_zone).toISOString()
    if (at >= from && at < to) found.push(at)
  }
  return found
}
