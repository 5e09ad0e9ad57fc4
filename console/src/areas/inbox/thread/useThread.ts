import { useEffect, useMemo } from 'react'
import { cache } from '~/api/cache'
import { api, query } from '~/api/client'
import { useMay } from '~/app/me'
import { flat, PAGES } from '../shared/pages'
import { timeline } from './timeline'

const CONVERSATION = '/api/v1/inbox/conversations/{conversation_id}'

/** One conversation as it stands. */
export function useConversation(conversationId: string) {
  return query.useQuery('get', CONVERSATION, { params: { path: { conversation_id: conversationId } } })
}

/** What was said in it and noted beside it, older pages on demand; looking at it makes it read. */
export function useThread(conversationId: string, unread: number) {
  const path = { conversation_id: conversationId }
  const mayRead = useMay('view-messages')
  const said = query.useInfiniteQuery(
    'get',
    '/api/v1/inbox/conversations/{conversation_id}/messages',
    { params: { path, query: { limit: 50 } } },
    PAGES,
  )
  const noted = query.useQuery('get', '/api/v1/inbox/conversations/{conversation_id}/notes', {
    params: { path, query: { limit: 100 } },
  })
  const messages = useMemo(() => flat(said.data), [said.data])
  const notes = noted.data?.items
  const entries = useMemo(() => timeline(messages, notes ?? [], said.hasNextPage), [messages, notes, said.hasNextPage])

  useEffect(() => {
    if (!mayRead || unread === 0) return
    const read = () => {
      if (document.visibilityState !== 'visible') return
      // Seen is a courtesy: if it cannot be told now, the next look tells it.
      api
        .POST('/api/v1/inbox/conversations/{conversation_id}/read', {
          params: { path: { conversation_id: conversationId } },
        })
        .then(refreshInbox, () => undefined)
    }
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [conversationId, unread, mayRead])

  return { said, entries, messages }
}

/** Everything about conversations is looked at anew. */
export function refreshInbox(): Promise<void> {
  return cache.invalidateQueries({
    predicate: ({ queryKey }) =>
      ['/api/v1/inbox/conversations', '/api/v1/inbox/summary'].some((path) => String(queryKey[1]).startsWith(path)),
  })
}
