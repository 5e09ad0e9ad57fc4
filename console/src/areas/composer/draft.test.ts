import { describe, expect, test } from 'vitest'
import { allHashtags, asHashtag, type DraftMedia, EMPTY, fittingType, fullCaption, isEmpty } from './draft'

const picture = { media_id: 'a', kind: 'image' } as DraftMedia
const film = { media_id: 'b', kind: 'video' } as DraftMedia

test('hashtags in the caption and beside it count once each, whatever their case', () => {
  expect(allHashtags({ caption: 'Bread #Rye #bread', hashtags: ['#rye', '#oven'] })).toEqual([
    '#rye',
    '#bread',
    '#oven',
  ])
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
