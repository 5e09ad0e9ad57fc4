export interface Hours {
  /** Its words: `schedules.hours.<kind>`; `other` is shown as it stands. */
  kind: 'minutes' | 'hourly' | 'daily' | 'other'
  /** Every how many minutes; at which minute; at which times of the day (UTC). */
  at: string
}

/** What a cron line says, for the few forms that our schedules have. */
export function hoursOf(cron: string): Hours {
  const [minute = '', hour = '', ...days] = cron.split(' ')
  if (days.some((part) => part !== '*')) return { kind: 'other', at: cron }
  const every = /^(?:\d+-59|\*)\/(\d+)$/.exec(minute)
  if (hour === '*' && minute === '*') return { kind: 'minutes', at: '1' }
  if (hour === '*' && every) return { kind: 'minutes', at: every[1] ?? '' }
  if (hour === '*' && /^\d+$/.test(minute)) return { kind: 'hourly', at: minute.padStart(2, '0') }
  if (/^\d+$/.test(minute) && /^[\d,]+$/.test(hour)) {
    const times = hour.split(',').map((one) => `${one.padStart(2, '0')}:${minute.padStart(2, '0')}`)
    return { kind: 'daily', at: times.join(', ') }
  }
  return { kind: 'other', at: cron }
}
