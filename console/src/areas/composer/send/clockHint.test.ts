import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import { expect, test } from 'vitest'
import { clockHint } from './clockHint'

dayjs.extend(utc)
dayjs.extend(timezone)

const now = dayjs('2026-03-01T00:00:00Z')

test.each([
  ['2026-03-29 02:30:00', 'skipped'],
  ['2026-10-25 02:30:00', 'twice'],
  ['2026-03-29 12:00:00', 'changes'],
  ['2026-06-01 12:00:00', null],
  ['2026-02-01 12:00:00', 'past'],
])('%s in Berlin is %s', (wall, hint) => {
  expect(clockHint(wall, 'Europe/Berlin', now)).toBe(hint)
})
