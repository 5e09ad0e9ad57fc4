import { expect, test } from 'vitest'
import type { Schema } from '~/api/client'
import { flattened, timelineOf } from './timeline'

const AT = '2026-11-23T10:00:00Z'
const post = (wish: Partial<Schema<'PostRead'>>) =>
  ({ created_at: AT, scheduled_time: AT, first_comment: null, status: 'scheduled', ...wish }) as Schema<'PostRead'>
const receipt = (state: string, ...steps: string[]) =>
  ({
    tries: [{ id: 'one', state, steps: steps.map((step) => ({ step, at: AT, proof: {} })) }],
  }) as unknown as Schema<'Receipt'>
const told = (...[from, so]: Parameters<typeof timelineOf>) =>
  timelineOf(from, so).map(({ name, raw, state }) => `${name ?? raw} ${state}`)

test('a planned post waits for its hour, and its whole way is to come', () => {
  expect(told(post({}), undefined)).toEqual([
    'drafted done',
    'due now',
    'claimed todo',
    'container todo',
    'ready todo',
    'requested todo',
    'published todo',
  ])
})

test('an unclear answer is a doubt, and what is waited for is the proof', () => {
  const steps = told(post({ status: 'unconfirmed' }), receipt('open', 'claimed', 'publish requested', 'answer unclear'))
  expect(steps.slice(2)).toEqual(['claimed done', 'requested done', 'unclear doubt', 'published now'])
})

test('after a failure nothing is to come', () => {
  expect(told(post({ status: 'failed' }), receipt('failed', 'claimed', 'failed')).at(-1)).toBe('failed fault')
})

test('a published post may still wait for its first comment', () => {
  const steps = told(
    post({ status: 'published', first_comment: 'Hello' }),
    receipt('published', 'claimed', 'published'),
  )
  expect(steps.slice(-2)).toEqual(['published done', 'comment todo'])
})

test('a step that the server added later keeps its own name', () => {
  expect(told(post({ status: 'publishing' }), receipt('open', 'blessed'))).toContain('blessed done')
})

test('nested proof becomes lines', () => {
  expect(flattened({ preflight: { quota_used: 1 }, ids: ['a', 'b'], none: null })).toEqual([
    ['preflight: quota used', '1'],
    ['ids', 'a, b'],
  ])
})
