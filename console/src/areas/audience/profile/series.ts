import type { Snapshot } from '../data/types'

export interface Point {
  at: number
  followers: number | null
  following: number | null
}

/** What the chart draws, oldest first. A list that is not complete is missing, not small. */
export function series(snapshots: Snapshot[]): Point[] {
  const known = ({ lists }: Snapshot, wanted: 'followers' | 'following') => {
    const list = lists.find(({ kind }) => kind === wanted)
    return list?.is_complete ? list.count : null
  }
  // Of snapshots of the same moment the last one counts.
  const points = new Map<number, Point>()
  for (const snapshot of [...snapshots].reverse()) {
    const at = new Date(snapshot.taken_at).getTime()
    points.set(at, { at, followers: known(snapshot, 'followers'), following: known(snapshot, 'following') })
  }
  return [...points.values()]
}

export interface Week {
  /** The Monday it begins with, in this browser's zone. */
  monday: string
  snapshots: Snapshot[]
  gained: number
  lost: number
}

/** Snapshots by week, newest first, with what they add up to. */
export function weeks(snapshots: Snapshot[]): Week[] {
  const found = new Map<string, Week>()
  for (const snapshot of snapshots) {
    const monday = mondayOf(new Date(snapshot.taken_at))
    const week = found.get(monday) ?? { monday, snapshots: [], gained: 0, lost: 0 }
    const change = snapshot.changes.find(({ kind }) => kind === 'followers')
    week.snapshots.push(snapshot)
    week.gained += change?.gained ?? 0
    week.lost += change?.lost ?? 0
    found.set(monday, week)
  }
  return [...found.values()]
}

function mondayOf(day: Date): string {
  const monday = new Date(day.getFullYear(), day.getMonth(), day.getDate() - ((day.getDay() + 6) % 7))
  const two = (part: number) => String(part).padStart(2, '0')
  return `${monday.getFullYear()}-${two(monday.getMonth() + 1)}-${two(monday.getDate())}`
}
