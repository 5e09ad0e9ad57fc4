import { useSyncExternalStore } from 'react'
import type { Message } from '../shared/shapes'

let current: Message | null = null
const listeners = new Set<() => void>()

/** Which message the composer answers: chosen in the thread, used below it. */
export const answering = {
  begin(message: Message): void {
    current = message
    for (const listener of listeners) listener()
  },
  end(): void {
    current = null
    for (const listener of listeners) listener()
  },
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The message that is answered in this conversation, if one is. */
export function useAnswering(conversationId: string): Message | null {
  const message = useSyncExternalStore(subscribe, () => current)
  return message?.conversation_id === conversationId ? message : null
}
