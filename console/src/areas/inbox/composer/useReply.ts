import { useState } from 'react'
import { query, type Schema } from '~/api/client'
import { failed } from '~/ui/toasts'
import type { Conversation } from '../shared/shapes'
import { refreshInbox } from '../thread/useThread'
import { answering, useAnswering } from './answering'
import { draftOf, keepDraft } from './drafts'
import { bytesOf, MESSAGE_BYTES } from './size'
import { useFiles } from './useFiles'
import { useTyping } from './useTyping'

/** What is being written to a person, and the sending of it. What could not be sent comes back into the field. */
export function useReply(conversation: Conversation, mayShowTyping: boolean) {
  const [text, setKept] = useState(() => draftOf(conversation.id))
  const files = useFiles()
  const { typed } = useTyping(conversation.id, mayShowTyping)
  const answered = useAnswering(conversation.id)
  const post = query.useMutation('post', '/api/v1/inbox/conversations/{conversation_id}/messages')

  const setText = (words: string) => {
    setKept(words)
    keepDraft(conversation.id, words)
    typed(words)
  }
  const ready = files.files.every((file) => file.mediaId)
  const hasContent = text.trim() !== '' || files.files.length > 0
  const canSend = hasContent && ready && bytesOf(text.trim()) <= MESSAGE_BYTES && !post.isPending

  const deliver = (body: Partial<Schema<'OutgoingContent'>>) =>
    post.mutateAsync({
      params: {
        path: { conversation_id: conversation.id },
        // The same press of the button sends once, also when its answer got lost.
        header: { 'idempotency-key': onceKey() },
      },
      body: { files: [], quick_replies: [], heart: false, ...body },
    })

  const send = () => {
    if (!canSend) return
    const before = { text, files: files.files }
    setText('')
    files.clear()
    deliver({
      text: before.text.trim() || null,
      files: before.files.map((file) => ({ media_id: file.mediaId })),
      reply_to: answered?.id ?? null,
    }).then(
      () => {
        answering.end()
        void refreshInbox()
      },
      (error: unknown) => {
        setText(before.text)
        files.restore(before.files)
        failed(error)
      },
    )
  }
  const sendHeart = () => {
    deliver({ heart: true }).then(() => refreshInbox(), failed)
  }
  return { text, setText, files, send, sendHeart, canSend, isSending: post.isPending }
}

/** `crypto.randomUUID` is only there over HTTPS and on this machine. */
function onceKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
