import type { Schema } from '~/api/client'
import type { Snapshot } from './types'

export type ListName = Schema<'ListName'>
export type Change = Schema<'Change'>
export type Ordering = Schema<'Ordering'>

/** Who is in the snapshot, worked out of followers and following. */
export const DERIVED = ['not_following_back', 'fans', 'mutuals'] as const satisfies ListName[]

/** Whether the snapshot can tell who is on the list: what is worked out needs both lists, and whole. */
export function isKnown(snapshot: Snapshot, name: ListName): boolean {
  const read = (wanted: string) => snapshot.lists.find(({ kind }) => kind === wanted)
  return isDerived(name)
    ? Boolean(read('followers')?.is_complete && read('following')?.is_complete)
    : read(name) !== undefined
}

export function isDerived(name: ListName): boolean {
  return DERIVED.some((one) => one === name)
}

export const LISTS = [
  ...DERIVED,
  'followers',
  'following',
  'requests_sent',
  'requests_recent',
  'requests_received',
  'unfollowed',
  'blocked',
  'restricted',
  'close_friends',
  'story_hidden_from',
  'removed_suggestions',
  'favourites',
] as const satisfies ListName[]

export const CHANGES = ['gained', 'lost', 'returned', 'renamed'] as const satisfies Change[]
export const ORDERS = ['name', 'newest', 'oldest'] as const satisfies Ordering[]
