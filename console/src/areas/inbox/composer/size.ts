/** Instagram counts bytes of UTF-8 in a message. */
export const MESSAGE_BYTES = 1000

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

/** What is typed to find a canned reply: a slash at the very beginning, and the beginning of its shortcut. */
export function shortcutIn(text: string): string | null {
  return /^\/([\p{L}\p{N}_-]*)$/u.exec(text)?.[1] ?? null
}
