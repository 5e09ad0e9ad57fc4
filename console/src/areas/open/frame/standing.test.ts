import { expect, test } from 'vitest'
import { sumOf } from './standing'

test('own posts are not asked, and what cannot be told is open', () => {
  expect(
    sumOf([
      null,
      { finding: 'seen', is_verified: true },
      { finding: 'unknown', is_verified: false },
      { finding: 'missing', is_verified: false },
      { finding: 'missing', is_verified: true },
    ]),
  ).toEqual({ asked: 4, done: 2, open: 1 })
})
