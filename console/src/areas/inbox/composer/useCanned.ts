import { useState } from 'react'
import { api, query } from '~/api/client'
import { failed } from '~/ui/toasts'
import type { CannedReply, Conversation } from '../shared/shapes'
import type { useReply } from './useReply'

/** The canned replies while a shortcut is typed, with the keys that choose one. */
export function useCanned(conversation: Conversation, shortcut: string | null, reply: ReturnType<typeof useReply>) {
  const [active, setActive] = useState(0)
  const [isShut, setShut] = useState(false)
  const all = query.useQuery('get', '/api/v1/inbox/canned-replies', {}, { enabled: shortcut !== null }).data ?? []
  const wanted = (shortcut ?? '').toLowerCase()
  const replies = all.filter((one) => one.shortcut.toLowerCase().includes(wanted))
  const index = Math.min(active, Math.max(0, replies.length - 1))
  // Closed by Escape, it opens again with the next slash.
  if (shortcut === null && isShut) setShut(false)

  const pick = (chosen: CannedReply) => {
    setActive(0)
    api
      .POST('/api/v1/inbox/canned-replies/preview', { body: { text: chosen.text, conversation_id: conversation.id } })
      .then(({ data }) => {
        reply.setText(data?.text ?? chosen.text)
        if (chosen.media_id) reply.files.addFromLibrary(chosen.media_id, `/${chosen.shortcut}`)
      })
      .catch(failed)
  }
  const onKey = (key: string): boolean => {
    const chosen = replies[index]
    if (key === 'ArrowDown') setActive((index + 1) % Math.max(1, replies.length))
    else if (key === 'ArrowUp') setActive((index - 1 + replies.length) % Math.max(1, replies.length))
    else if ((key === 'Enter' || key === 'Tab') && chosen) pick(chosen)
    else if (key === 'Escape') setShut(true)
    else return false
    return true
  }
  return { isOpen: shortcut !== null && !isShut, replies, active: index, setActive, pick, onKey }
}
