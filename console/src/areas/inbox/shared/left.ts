import i18next from 'i18next'

/** How long it is until a moment, in the two units that matter; null once it is past. */
export function left(
  until: string,
  now: number,
): { unit: 'days' | 'hours' | 'minutes'; count: number; rest: number } | null {
  const minutes = Math.floor((Date.parse(until) - now) / 60_000)
  if (minutes < 0) return null
  if (minutes >= 48 * 60)
    return { unit: 'days', count: Math.floor(minutes / 1440), rest: Math.floor((minutes % 1440) / 60) }
  if (minutes >= 60) return { unit: 'hours', count: Math.floor(minutes / 60), rest: minutes % 60 }
  return { unit: 'minutes', count: minutes, rest: 0 }
}

/** "5 h 12 min", or "5 h" where space is short. Empty once it is past. */
export function leftInWords(until: string, now: number, short = false): string {
  const span = left(until, now)
  if (!span) return ''
  const first = i18next.t(`inbox:left.${span.unit}`, { count: span.count })
  if (short || span.rest === 0) return first
  return `${first} ${i18next.t(span.unit === 'days' ? 'inbox:left.hours' : 'inbox:left.minutes', { count: span.rest })}`
}

/** How urgent it is to answer: under two hours, under six, or no hurry. */
export function urgency(until: string, now: number): 'red' | 'orange' | 'teal' {
  const hours = (Date.parse(until) - now) / 3_600_000
  if (hours < 2) return 'red'
  return hours < 6 ? 'orange' : 'teal'
}
