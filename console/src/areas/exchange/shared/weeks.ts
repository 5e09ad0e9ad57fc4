/** ISO weeks by name (`2026-W53`), as the API writes them. */
const DAY = 86_400_000

/** The week's Monday, as UTC midnight. Null for what is no week. */
export function mondayOf(week: string): Date | null {
  const found = /^(\d{4})-W(\d{2})$/.exec(week)
  if (!found) return null
  const year = Number(found[1])
  const fourth = new Date(Date.UTC(year, 0, 4))
  const first = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY
  const monday = new Date(first + (Number(found[2]) - 1) * 7 * DAY)
  return nameOf(monday) === week ? monday : null
}

/** The week that a day belongs to. */
function nameOf(day: Date): string {
  const thursday = new Date(day.getTime() + (3 - ((day.getUTCDay() + 6) % 7)) * DAY)
  const year = thursday.getUTCFullYear()
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1
  return `${year}-W${String(number).padStart(2, '0')}`
}

/** The week `by` weeks later; the same one if it is no week. */
export function shifted(week: string, by: number): string {
  const monday = mondayOf(week)
  return monday ? nameOf(new Date(monday.getTime() + by * 7 * DAY)) : week
}

/** "23 – 29 Nov 2026". */
export function daysOf(week: string, language: string): string {
  const monday = mondayOf(week)
  if (!monday) return week
  const words = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  return words.formatRange(monday, new Date(monday.getTime() + 6 * DAY))
}
