import dayjs from 'dayjs'
import type { Message, Note } from '../shared/shapes'

/** What a thread shows, from top to bottom. `follows`: the one above is of the same hand, a moment before. */
export type Entry =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: Message; follows: boolean }
  | { kind: 'note'; key: string; note: Note }

const TOGETHER_MS = 5 * 60_000

/** Messages and notes, both newest first, as one talk with its days. Notes older than what is loaded wait for it. */
export function timeline(messages: Message[], notes: Note[], hasOlder: boolean): Entry[] {
  const oldest = messages.at(-1)?.sent_at ?? ''
  const said = messages.map((message) => ({ at: message.sent_at, message }))
  const noted = notes
    .filter((note) => !hasOlder || Date.parse(note.created_at) >= Date.parse(oldest))
    .map((note) => ({ at: note.created_at, note }))
  const all = [...said.reverse(), ...noted.reverse()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))

  const entries: Entry[] = []
  let day = ''
  for (const one of all) {
    const today = dayjs(one.at).format('YYYY-MM-DD')
    if (today !== day) entries.push({ kind: 'day', key: today, at: one.at })
    day = today
    if ('note' in one) entries.push({ kind: 'note', key: one.note.id, note: one.note })
    else
      entries.push({
        kind: 'message',
        key: one.message.id,
        message: one.message,
        follows: isTogether(entries.at(-1), one.message),
      })
  }
  return entries
}

function isTogether(above: Entry | undefined, message: Message): boolean {
  return (
    above?.kind === 'message' &&
    above.message.direction === message.direction &&
    above.message.origin === message.origin &&
    above.message.sender_id === message.sender_id &&
    Date.parse(message.sent_at) - Date.parse(above.message.sent_at) < TOGETHER_MS
  )
}
