import { expect, test } from 'vitest'
import { slugOf } from './slug'

test('a name becomes an address', () => {
  expect(slugOf("Bakers' table")).toBe('bakers-table')
  expect(slugOf('  Crème Brûlée & Co. ')).toBe('creme-brulee-co')
})

test('of letters that no address has nothing is left', () => {
  expect(slugOf('서울 빵집')).toBe('')
})
