import { describe, expect, it } from 'vitest'
import type { Message, Note } from '../shared/shapes'
import { timeline } from './timeline'

const message = (id: string, sent_at: string, direction: 'in' | 'out' = 'in') =>
  ({ id, sent_at, direction, origin: direction === 'in' ? 'person' : 'agent', sender_id: null }) as Message
const note = (id: string, created_at: string) => ({ id, created_at }) as Note
const shape = (entries: ReturnType<typeof timeline>) => entries.map((one) => (one.kind === 'day' ? 'day' : one.key))

describe('a thread', () => {
  it('goes from the oldest to the newest, day by day, with notes where they were written', () => {
    const messages = [
      message('c', '2026-11-23T12:00:00Z'),
      message('b', '2026-11-22T12:00:00Z'),
      message('a', '2026-11-22T11:00:00Z'),
    ]

    expect(shape(timeline(messages, [note('n', '2026-11-22T11:30:00Z')], false))).toEqual([
      'day',
      'a',
      'n',
      'b',
      'day',
      'c',
    ])
  })

  it('keeps notes back that stand above what is loaded', () => {
    const entries = timeline([message('b', '2026-11-22T12:00:00Z')], [note('n', '2026-11-20T12:00:00Z')], true)

    expect(shape(entries)).toEqual(['day', 'b'])
  })

  it('draws what one hand wrote in one go together', () => {
    const messages = [
      message('d', '2026-11-22T12:20:00Z'),
      message('c', '2026-11-22T12:02:00Z', 'out'),
      message('b', '2026-11-22T12:01:00Z'),
      message('a', '2026-11-22T12:00:00Z'),
    ]
    const follows = timeline(messages, [], false).flatMap((one) => (one.kind === 'message' ? [one.follows] : []))

    expect(follows).toEqual([false, true, false, false])
  })
})
