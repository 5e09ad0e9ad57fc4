import dayjs from 'dayjs'
import { currentLanguage } from '~/i18n'

/** As short as a list needs it: "14:05" today, "Mon" this week, "3 Nov" before. */
export function shortly(at: string, now: number): string {
  const then = dayjs(at)
  const days = dayjs(now).startOf('day').diff(then.startOf('day'), 'day')
  if (days <= 0) return clock(at)
  const wish: Intl.DateTimeFormatOptions = days < 7 ? { weekday: 'short' } : { day: 'numeric', month: 'short' }
  return new Intl.DateTimeFormat(currentLanguage(), wish).format(then.toDate())
}

/** "14:05" in this browser's zone. */
export function clock(at: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  )
}

/** "Monday, 23 November", with the year where it is another one. */
export function dayInWords(at: string, now: number): string {
  const then = dayjs(at)
  const wish: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' }
  if (then.year() !== dayjs(now).year()) wish.year = 'numeric'
  return new Intl.DateTimeFormat(currentLanguage(), wish).format(then.toDate())
}
