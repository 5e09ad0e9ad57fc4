import { describe, expect, it } from 'vitest'
import { frameOf, placeOf, scrollTo, TALLEST } from './longList'

describe('a very long list', () => {
  it('draws what is in view and nothing else', () => {
    expect(frameOf(0, 500, 1000, 50)).toEqual({ height: 50_000, first: 0, end: 11, offset: 0 })
    expect(frameOf(1025, 500, 1000, 50)).toMatchObject({ first: 20, end: 31, offset: 1000 })
  })

  it('draws a short list whole', () => {
    expect(frameOf(0, 500, 3, 50)).toEqual({ height: 150, first: 0, end: 3, offset: 0 })
    expect(frameOf(0, 500, 0, 50)).toMatchObject({ height: 0, first: 0, end: 0 })
  })

  it('reaches the last of two million rows', () => {
    const last = frameOf(TALLEST, 500, 2_000_000, 50)
    expect(last.height).toBe(TALLEST)
    expect(last.end).toBe(2_000_000)
  })

  it('scrolls to a row, also where rows move faster than the bar', () => {
    for (const count of [1000, 2_000_000]) {
      const place = scrollTo(count / 2, 500, count, 50)
      expect(Math.abs(frameOf(place, 500, count, 50).first - count / 2)).toBeLessThanOrEqual(1)
    }
    expect(scrollTo(2, 500, 5, 50)).toBe(0)
  })

  it('finds a letter with few questions', async () => {
    const names = Array.from({ length: 10_000 }, (_, place) => `${String.fromCharCode((97 + place / 385) | 0)}${place}`)
    let asked = 0
    const place = await placeOf('m', names.length, async (at) => {
      asked += 1
      return names[at] ?? ''
    })
    expect(names[place]?.startsWith('m')).toBe(true)
    expect(names[place - 1]?.startsWith('l')).toBe(true)
    expect(asked).toBeLessThan(15)
  })
})
