import { query, type Schema } from '~/api/client'
import { failed, told } from '~/ui/toasts'
import type { Conversation } from '../shared/shapes'
import { refreshInbox } from './useThread'

type Update = Schema<'ConversationUpdate'>

/** Changes what the team decides about a conversation, says so, and takes it back on demand. */
export function useChange(conversation: Conversation) {
  const patch = query.useMutation('patch', '/api/v1/inbox/conversations/{conversation_id}')
  const params = { path: { conversation_id: conversation.id } }
  return {
    isPending: patch.isPending,
    apply: (change: Update, words: string, back?: Update) =>
      patch
        .mutateAsync({ params, body: change })
        .then(() => {
          void refreshInbox()
          told(words, back && (() => patch.mutateAsync({ params, body: back }).then(refreshInbox)))
        })
        .catch(failed),
  }
}
