import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../data/types'
import { series, weeks } from './series'

function snapshot(taken_at: string, followers: number, is_complete = true, gained = 0, lost = 0): Snapshot {
  const ids = { older_snapshot_id: 'a', newer_snapshot_id: 'b', returned: 0, renamed: 0 }
  return {
    id: taken_at,
    profile_id: 'p',
    taken_at,
    created_at: taken_at,
    source: 'export',
    facts: {},
    lists: [{ kind: 'followers', count: followers, expected: null, is_complete, reasons: [] }],
    changes: is_complete ? [{ kind: 'followers', gained, lost, ...ids }] : [],
  }
}

describe('an audience over time', () => {
  it('draws what is not complete, or not there, as missing', () => {
    const points = series([snapshot('2026-05-12T10:00:00Z', 12), snapshot('2026-05-11T10:00:00Z', 3, false)])
    expect(points.map(({ followers }) => followers)).toEqual([null, 12])
    expect(points.map(({ following }) => following)).toEqual([null, null])
  })

  it('adds up by week', () => {
    const found = weeks([
      snapshot('2026-05-13T10:00:00Z', 12, true, 4, 1),
      snapshot('2026-05-11T10:00:00Z', 9, true, 2, 2),
      snapshot('2026-05-10T10:00:00Z', 9, true, 1, 0),
    ])
    expect(found.map(({ monday, gained, lost }) => [monday, gained, lost])).toEqual([
      ['2026-05-11', 6, 3],
      ['2026-05-04', 1, 0],
    ])
  })
})
