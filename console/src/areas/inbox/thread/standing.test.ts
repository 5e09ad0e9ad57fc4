import { describe, expect, it } from 'vitest'
import type { Sending } from '../shared/shapes'
import { standing } from './standing'

const NOW = Date.parse('2026-11-23T12:00:00Z')
const inHours = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString()
const FREE: Sending = {
  allowed: true,
  waits: false,
  mode: 'response',
  tag: null,
  reason_code: 'window-open',
  reason: '',
  until: inHours(3),
  closes_at: inHours(147),
}

describe('what may be sent now', () => {
  it('is anything while the window is open', () => {
    expect(standing(FREE, NOW)).toBe('open')
  })

  it('turns by itself when the window ends while one looks', () => {
    expect(standing(FREE, Date.parse(inHours(4)))).toBe('human')
    expect(standing(FREE, Date.parse(inHours(150)))).toBe('closed')
  })

  it('is held while the account is', () => {
    expect(standing({ ...FREE, waits: true, reason_code: 'account-paused' }, NOW)).toBe('held')
  })

  it('is nothing where Instagram allows nothing', () => {
    expect(standing({ ...FREE, allowed: false, until: null, closes_at: null }, NOW)).toBe('closed')
  })
})
