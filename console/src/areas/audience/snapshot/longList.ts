/** Which rows of a very long list are to be drawn. Browsers end elements at about 33 million pixels. */
export const TALLEST = 15_000_000

export interface Frame {
  /** How tall the list pretends to be. */
  height: number
  first: number
  /** After the last one. */
  end: number
  /** Where the first row begins, from the top of what pretends to be the list. */
  offset: number
}

/** The frame at `scrollTop`. Lists that are too tall are scrolled faster than their rows move. */
export function frameOf(scrollTop: number, viewport: number, count: number, row: number): Frame {
  const real = count * row
  const height = Math.min(real, TALLEST)
  const room = height - viewport
  const at = Math.max(0, Math.min(scrollTop, room))
  const shown = room > 0 ? (at / room) * (real - viewport) : 0
  const first = Math.max(0, Math.min(Math.floor(shown / row), count - 1))
  const end = Math.min(count, first + Math.ceil(viewport / row) + 1)
  return { height, first, end, offset: at - (shown - first * row) }
}

/** Where to scroll so that this row is the first. */
export function scrollTo(index: number, viewport: number, count: number, row: number): number {
  const real = count * row
  const height = Math.min(real, TALLEST)
  if (real <= viewport) return 0
  return Math.min(1, (index * row) / (real - viewport)) * (height - viewport)
}

/** The place of the first name that does not come before `wanted`, by asking for few of them. */
export async function placeOf(
  wanted: string,
  count: number,
  nameAt: (place: number) => Promise<string>,
): Promise<number> {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((await nameAt(middle)) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
