import { expect, test } from 'vitest'
import { daysOf, mondayOf, shifted } from './weeks'

test('a week begins on its Monday', () => {
  expect(mondayOf('2026-W48')?.toISOString()).toBe('2026-11-23T00:00:00.000Z')
  expect(mondayOf('2026-W53')?.toISOString()).toBe('2026-12-28T00:00:00.000Z')
})

test('what no calendar has is no week', () => {
  expect(mondayOf('2025-W53')).toBeNull()
  expect(mondayOf('next week')).toBeNull()
})

test('weeks follow each other across the year', () => {
  expect(shifted('2026-W53', 1)).toBe('2027-W01')
  expect(shifted('2027-W01', -1)).toBe('2026-W53')
  expect(shifted('2026-W48', -4)).toBe('2026-W44')
})

test('the days of a week in words', () => {
  expect(daysOf('2026-W48', 'en')).toContain('Nov 23')
})
