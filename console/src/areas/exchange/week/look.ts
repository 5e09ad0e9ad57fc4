import type { BoardCell } from '../shared/types'

/** How a cell is drawn: what counts, and how sure it is. */
export type Look = 'own' | 'seen' | 'accepted' | 'takenBack' | 'missing' | 'pending' | 'unknown'

export const LOOKS: Look[] = ['seen', 'accepted', 'missing', 'takenBack', 'pending', 'unknown', 'own']

/** Nothing is expected of a member below their own post: there the cell is null. */
export function lookOf(cell: Pick<BoardCell, 'finding' | 'is_decided' | 'is_verified'> | null): Look {
  if (cell === null) return 'own'
  if (cell.is_decided) return cell.is_verified ? 'accepted' : 'takenBack'
  return cell.is_verified ? 'seen' : cell.finding === 'seen' ? 'missing' : cell.finding
}

/** How many of what was asked of a member is done, and how many of it nobody can tell yet. */
export function tally(cells: (BoardCell | null)[]): { done: number; asked: number; open: number } {
  const looks = cells.map(lookOf)
  const count = (...wanted: Look[]) => looks.filter((look) => wanted.includes(look)).length
  return {
    done: count('seen', 'accepted'),
    asked: looks.length - count('own'),
    open: count('pending', 'unknown'),
  }
}
