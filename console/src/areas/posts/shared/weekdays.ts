import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'

/** Short names of the days, Monday first, as the API counts them. */
export function useWeekdays(): string[] {
  const { i18n } = useTranslation()
  const words = new Intl.DateTimeFormat(i18n.language, { weekday: 'short' })
  // Any Monday will do.
  return [0, 1, 2, 3, 4, 5, 6].map((day) => words.format(dayjs('2026-11-23T12:00').add(day, 'day').toDate()))
}
