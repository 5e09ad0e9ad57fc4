import type { Schema } from '~/api/client'

export interface Sum {
  done: number
  asked: number
  open: number
}

/** How much of what was asked of a member is done; null is their own post. */
export function sumOf(cells: Schema<'PublicMember'>['cells']): Sum {
  const asked = cells.filter((cell) => cell !== null)
  return {
    asked: asked.length,
    done: asked.filter((cell) => cell.is_verified).length,
    open: asked.filter((cell) => !cell.is_verified && cell.finding !== 'missing').length,
  }
}
