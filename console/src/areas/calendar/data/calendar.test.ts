import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import { expect, test } from 'vitest'
import { clockChanges, momentOf, shownDays, stepped, wallOf } from './clock'
import { momentsOf } from './recurrence'

dayjs.extend(utc)
dayjs.extend(timezone)

const RULE = {
  weekdays: [0, 3],
  every_weeks: 2,
  first_day: '2026-11-04',
  last_day: null,
  wall_clock: '09:00',
  time_zone: 'Asia/Seoul',
}

test('a moment is shown by the clock of any zone, and found again', () => {
  const wall = wallOf('2026-11-23T16:30:00.000Z', 'Asia/Seoul')
  expect(wall).toBe('2026-11-24 01:30:00')
  expect(momentOf(wall, 'Asia/Seoul')).toBe('2026-11-23T16:30:00.000Z')
})

test('days on which clocks change are named, in zones that have them', () => {
  expect(clockChanges('2027-03-01', '2027-04-01', 'Europe/Berlin')).toEqual(['2027-03-28'])
  expect(clockChanges('2027-03-01', '2027-04-01', 'Asia/Seoul')).toEqual([])
})

test('a month is shown in whole weeks from Monday', () => {
  expect(shownDays('month', '2026-11-23')).toEqual(['2026-10-26', '2026-12-07'])
  expect(shownDays('week', '2026-11-29')).toEqual(['2026-11-23', '2026-11-30'])
})

test('going on from the 31st does not leave out a month', () => {
  expect(stepped('month', '2027-01-31', 1)).toBe('2027-02-01')
})

test('a rule for every other week counts from the week of its first day', () => {
  const found = momentsOf(RULE, '2026-11-01T00:00:00.000Z', '2026-11-30T00:00:00.000Z')
  expect(found).toEqual(['2026-11-05T00:00:00.000Z', '2026-11-16T00:00:00.000Z', '2026-11-19T00:00:00.000Z'])
})
