/** What was being written and the API does not have yet: kept in this browser, for each post apart. */
import { chosenWorkspace } from '~/api/workspace'
import { type Draft, EMPTY } from './draft'

const keyOf = (postId: string | null) => `autogram.composing.${chosenWorkspace() ?? 'own'}.${postId ?? 'new'}`

export function unsavedDraft(postId: string | null): Draft | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(postId)) ?? 'null')
    // An older console may have kept less than today's draft has.
    return typeof found === 'object' && found !== null ? { ...EMPTY, ...found } : null
  } catch {
    return null
  }
}

export function keepUnsaved(postId: string | null, draft: Draft): void {
  try {
    localStorage.setItem(keyOf(postId), JSON.stringify(draft))
  } catch {
    // A full or forbidden storage only means that there is no second net.
  }
}

export function forgetUnsaved(postId: string | null): void {
  localStorage.removeItem(keyOf(postId))
}
