import { expect, test } from 'vitest'
import { lookOf, tally } from './look'

const cell = (finding: 'pending' | 'seen' | 'missing' | 'unknown', is_verified: boolean, is_decided = false) => ({
  finding,
  is_verified,
  is_decided,
  comment_id: null,
  reason: null,
  verification_id: null,
})

test('what a person decided goes before what was found', () => {
  expect(lookOf(cell('missing', true, true))).toBe('accepted')
  expect(lookOf(cell('seen', false, true))).toBe('takenBack')
})

test('what cannot be told is not missing', () => {
  expect(lookOf(cell('unknown', false))).toBe('unknown')
  expect(lookOf(cell('pending', false))).toBe('pending')
  expect(lookOf(cell('missing', false))).toBe('missing')
})

test('own posts are not asked of anybody', () => {
  expect(tally([null, cell('seen', true), cell('missing', false), cell('unknown', false)])).toEqual({
    done: 1,
    asked: 3,
    open: 1,
  })
})
