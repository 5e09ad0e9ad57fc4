import { describe, expect, it } from 'vitest'
import { asUsername, liveStories, pictureOf, threads } from './media'
import type { SandboxComment, SandboxMedia } from './types'

const picture = (change: Partial<SandboxMedia>): SandboxMedia => ({
  id: '1',
  kind: 'image',
  parameters: {},
  published_at: '2026-05-02T12:00:00Z',
  sha256: null,
  like_count: 0,
  children: [],
  ...change,
})

describe('what the phone shows', () => {
  it('keeps stories for a day of the sandbox', () => {
    const story = picture({ kind: 'story_image' })
    expect(liveStories([story, picture({})], '2026-05-03T11:00:00Z')).toEqual([story])
    expect(liveStories([story], '2026-05-03T13:00:00Z')).toEqual([])
  })

  it('shows a video by its first picture and a carousel by its first item', () => {
    expect(pictureOf('http://s', picture({ kind: 'reel', sha256: 'abc' }))).toBe('http://s/_sandbox/thumbnails/abc.jpg')
    const item = picture({ media_url: 'http://s/1.jpg' })
    expect(pictureOf('http://s', picture({ kind: 'carousel', children: [item] }))).toBe('http://s/1.jpg')
  })

  it('puts replies below what they answer', () => {
    const comment = (id: string, parent_id: string | null): SandboxComment => ({
      id,
      parent_id,
      username: 'ben',
      text: id,
      created_at: 0,
      hidden: false,
    })
    const [first, second] = threads([comment('a', null), comment('b', null), comment('c', 'a')])
    expect(first?.replies.map(({ id }) => id)).toEqual(['c'])
    expect(second?.replies).toEqual([])
  })

  it('makes a username of what somebody typed', () => {
    expect(asUsername(' @Mia Park! ')).toBe('mia.park')
  })
})
