import { expect, test } from 'vitest'
import { hashValue } from './secrets'

test('a secret is read from behind the hash', () => {
  expect(hashValue('#token=abc', 'token')).toBe('abc')
  expect(hashValue('token=abc&x=1', 'token')).toBe('abc')
  expect(hashValue('', 'token')).toBeNull()
})
