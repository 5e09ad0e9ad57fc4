import dayjs from 'dayjs'

export const WALL = 'YYYY-MM-DD HH:mm:ss'

/** What a clock in the zone shows at that moment. */
export function wallOf(at: string, zone: string): string {
  return dayjs(at).tz(zone).format(WALL)
}

/** The moment at which a clock in the zone shows this. An hour that a clock change skips is the one after it. */
export function momentOf(wall: string, zone: string): string {
  return dayjs.tz(wall, zone).toISOString()
}

/** Days, from the first to before the last, on which the zone's clocks change. */
export function clockChanges(first: string, last: string, zone: string): string[] {
  const days: string[] = []
  for (let day = dayjs(first); day.isBefore(last); day = day.add(1, 'day')) {
    const name = day.format('YYYY-MM-DD')
    const next = day.add(1, 'day').format('YYYY-MM-DD')
    const hours = dayjs.tz(`${next} 00:00:00`, zone).diff(dayjs.tz(`${name} 00:00:00`, zone), 'minute') / 60
    if (hours !== 24) days.push(name)
  }
  return days
}

/** The days that a view shows: from the first to before the last. Weeks begin on Monday. */
export function shownDays(view: 'month' | 'week' | 'day' | 'agenda', date: string): [string, string] {
  const day = dayjs(date)
  const monday = (of: dayjs.Dayjs) => of.subtract((of.day() + 6) % 7, 'day')
  const span: [dayjs.Dayjs, dayjs.Dayjs] =
    view === 'day'
      ? [day, day.add(1, 'day')]
      : view === 'week'
        ? [monday(day), monday(day).add(7, 'day')]
        : view === 'agenda'
          ? [day, day.add(14, 'day')]
          : [monday(day.startOf('month')), monday(day.endOf('month')).add(7, 'day')]
  return [span[0].format('YYYY-MM-DD'), span[1].format('YYYY-MM-DD')]
}

/** The day that one looks at after going on or back by one screen. */
export function stepped(view: 'month' | 'week' | 'day' | 'agenda', date: string, by: 1 | -1): string {
  const day = dayjs(date)
  if (view === 'month') return day.startOf('month').add(by, 'month').format('YYYY-MM-DD')
  return day.add(by * { day: 1, week: 7, agenda: 14 }[view], 'day').format('YYYY-MM-DD')
}
