import { expect, test } from 'vitest'
import { Problem } from '~/api/problem'
import { faultOfItem, faultsOf, placeOf } from './faults'

const problem = new Problem({
  type: 'x',
  title: 'x',
  detail: 'x',
  code: 'invalid-input',
  status: 422,
  errors: [
    { field: 'caption', message: 'is too long' },
    { field: 'caption', message: 'mentions too many' },
    { field: 'media.1', message: 'is too wide' },
    { field: 'media.1.user_tags.0', message: 'needs x and y' },
    { field: 'media.10', message: 'is too small' },
  ],
})

test('what is wrong stands at its field and at its item', () => {
  const faults = faultsOf(problem)
  expect(faults.caption).toBe('is too long; mentions too many')
  expect(faultOfItem(faults, 1)).toBe('is too wide; needs x and y')
  expect(faultOfItem(faults, 0)).toBeUndefined()
})

test('a field is named by the place where it can be mended', () => {
  expect(placeOf('media.2.alt_text')).toEqual({ name: 'item', number: 3 })
  expect(placeOf('collaborators.0')).toEqual({ name: 'collaborators' })
})
