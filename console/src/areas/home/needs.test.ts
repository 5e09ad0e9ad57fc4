import { expect, test } from 'vitest'
import type { Schema } from '~/api/client'
import { needsOf } from './needs'

const waiting = {
  posts_failed: 0,
  posts_late: 0,
  posts_unconfirmed: 0,
  posts_published: 0,
  has_community: false,
  comments_to_approve: 0,
  appeals_open: 0,
}
const nothing = { waiting, accounts: [], inbox: undefined }

function account(status: Schema<'AccountRead'>['status'], daysLeft: number | null): Schema<'AccountRead'> {
  return { status, token: { days_left: daysLeft } } as Schema<'AccountRead'>
}

test('nothing waits where nothing is wrong', () => {
  expect(needsOf(nothing)).toEqual([])
  expect(needsOf({ ...nothing, accounts: [account('connected', 50)] })).toEqual([])
})

test('what hurts first stands first', () => {
  const kinds = needsOf({
    ...nothing,
    waiting: { ...waiting, posts_failed: 1, comments_to_approve: 3 },
    accounts: [account('needs_reauth', null)],
  }).map(({ kind }) => kind)
  expect(kinds).toEqual(['reconnect', 'failed', 'approvals'])
})

test('a token that ends soon waits, one whose end is unknown does not', () => {
  expect(needsOf({ ...nothing, accounts: [account('connected', 3), account('connected', null)] })).toMatchObject([
    { kind: 'token', count: 1 },
  ])
})
