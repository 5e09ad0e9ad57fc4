import { expect, test } from 'vitest'
import { hoursOf } from './cron'

test.each([
  ['* * * * *', 'minutes', '1'],
  ['*/10 * * * *', 'minutes', '10'],
  ['0 * * * *', 'hourly', '00'],
  ['0 8 * * *', 'daily', '08:00'],
  ['20 2,8 * * *', 'daily', '02:20, 08:20'],
  ['0 8 * * 1', 'other', '0 8 * * 1'],
])('%s is told in words', (cron, kind, at) => {
  expect(hoursOf(cron)).toEqual({ kind, at })
})
