/** Why the API does not take the post, by the place in the composer where it can be mended. */
import type { Problem } from '~/api/problem'

export type Faults = Partial<Record<string, string>>

/** Messages by field; of one field all in one. */
export function faultsOf(problem: Problem | null): Faults {
  const found: Faults = {}
  for (const { field, message } of problem?.fields ?? []) {
    const name = field.replace(/^body\./, '')
    found[name] = found[name] ? `${found[name]}; ${message}` : message
  }
  return found
}

/** The messages about one item: about itself, its text or its tags. */
export function faultOfItem(faults: Faults, index: number): string | undefined {
  const own = Object.entries(faults).filter(([name]) => name === `media.${index}` || name.startsWith(`media.${index}.`))
  return own.map(([, message]) => message).join('; ') || undefined
}

/** A field as a word of ours, with the number of the item it is about: `media.2.alt_text` is item 3. */
export function placeOf(field: string): { name: string; number?: number } {
  const item = /^media\.(\d+)/.exec(field)
  if (item) return { name: 'item', number: Number(item[1]) + 1 }
  return { name: field.split('.')[0] ?? field }
}
