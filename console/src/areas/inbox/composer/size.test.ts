import { expect, it } from 'vitest'
import { bytesOf, shortcutIn } from './size'

it('counts as Instagram does', () => {
  expect([bytesOf('abc'), bytesOf('안녕'), bytesOf('😍')]).toEqual([3, 6, 4])
})

it('looks for a canned reply only while nothing but its shortcut is typed', () => {
  expect([shortcutIn('/'), shortcutIn('/ho'), shortcutIn('/인사'), shortcutIn('1/2'), shortcutIn('/ho is')]).toEqual([
    '',
    'ho',
    '인사',
    null,
    null,
  ])
})
