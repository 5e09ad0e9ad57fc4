import { useEffect, useRef } from 'react'
import { api } from '~/api/client'

const AGAIN_MS = 8_000

/** Shows the person that somebody writes, at most every few seconds, and that they no longer do. */
export function useTyping(conversationId: string, mayShow: boolean): { typed: (text: string) => void } {
  const shownAt = useRef(0)
  const show = (typing: boolean) => {
    // A courtesy to the person: nothing depends on it.
    api
      .POST('/api/v1/inbox/conversations/{conversation_id}/typing', {
        params: { path: { conversation_id: conversationId } },
        body: { typing },
      })
      .catch(() => undefined)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when one goes elsewhere
  useEffect(
    () => () => {
      if (shownAt.current) show(false)
    },
    [],
  )
  return {
    typed: (text) => {
      if (!mayShow) return
      const now = Date.now()
      if (!text) {
        if (shownAt.current) show(false)
        shownAt.current = 0
      } else if (!text.startsWith('/') && now - shownAt.current > AGAIN_MS) {
        shownAt.current = now
        show(true)
      }
    },
  }
}
