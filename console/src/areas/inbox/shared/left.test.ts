import { describe, expect, it } from 'vitest'
import { left, urgency } from './left'

const NOW = Date.parse('2026-11-23T12:00:00Z')
const inHours = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString()

describe('what is left of a window', () => {
  it('is told in the units that matter', () => {
    expect(left(inHours(0.5), NOW)).toEqual({ unit: 'minutes', count: 30, rest: 0 })
    expect(left(inHours(5.2), NOW)).toEqual({ unit: 'hours', count: 5, rest: 12 })
    expect(left(inHours(6 * 24 + 3), NOW)).toEqual({ unit: 'days', count: 6, rest: 3 })
  })

  it('is nothing once it is past', () => {
    expect(left(inHours(-0.1), NOW)).toBeNull()
  })

  it('is urgent in its last two hours', () => {
    expect([inHours(1.9), inHours(5), inHours(20)].map((until) => urgency(until, NOW))).toEqual([
      'red',
      'orange',
      'teal',
    ])
  })
})
