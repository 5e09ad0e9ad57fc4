import { describe, expect, test } from 'vitest'
import {
  asHashtag,
  bodyOf,
  type DraftMedia,
  EMPTY,
  fittingType,
  fullCaption,
  hashtagCount,
  isEmpty,
  mentions,
} from './draft'

const picture = { media_id: 'a', kind: 'image' } as DraftMedia
const film = { media_id: 'b', kind: 'video' } as DraftMedia

test('hashtags are counted in the caption and below it, as the API does', () => {
  expect(hashtagCount({ caption: 'Bread #Rye, #bread.', hashtags: ['#rye', '#oven'] })).toBe(4)
})

test('a typed word becomes a hashtag, and nothing becomes none', () => {
  expect(asHashtag(' ##slow bread ')).toBe('#slowbread')
  expect(asHashtag(' # ')).toBeNull()
})

describe('the type follows the media', () => {
  test('one picture is a photo, several are a carousel, a film is a reel', () => {
    expect(fittingType([picture], 'photo')).toBe('photo')
    expect(fittingType([picture, picture], 'photo')).toBe('carousel')
    expect(fittingType([film], 'photo')).toBe('reel')
    expect(fittingType([picture], 'carousel')).toBe('photo')
  })
  test('a story stays a story', () => {
    expect(fittingType([film], 'story')).toBe('story')
  })
})

test('the caption is shown with its hashtags below', () => {
  expect(fullCaption({ caption: 'Hello', hashtags: ['#a', '#b'] })).toBe('Hello\n\n#a #b')
})

test('a draft without media and words is empty', () => {
  expect(isEmpty(EMPTY)).toBe(true)
  expect(isEmpty({ ...EMPTY, caption: 'x' })).toBe(false)
})

test('a story goes out without what stories cannot have, and the composer keeps it', () => {
  const draft = {
    ...EMPTY,
    post_type: 'story' as const,
    caption: 'Hello',
    hashtags: ['#a'],
    first_comment: 'First',
    media: [{ ...picture, alt_text: 'Hills', user_tags: [] }],
  }
  const body = bodyOf(draft)
  expect([body.caption, body.hashtags, body.first_comment, body.media[0]?.alt_text]).toEqual(['', [], null, null])
  expect(bodyOf({ ...draft, post_type: 'photo' }).media[0]?.alt_text).toBe('Hills')
})

test('people named in the text are counted, mail addresses are not', () => {
  expect(mentions({ caption: 'With @ann.b and @carl, mail x@example.com', hashtags: [] })).toBe(2)
})
