/** What happens in the workspace, as it happens: server-sent events mark what is stale. */
import { cache } from './cache'
import { api } from './client'

export type LiveState = 'connecting' | 'live' | 'away'

/** Paths of the API whose answers an event makes stale, by the beginning of its kind. */
const STALE: [prefix: string, paths: string[]][] = [
  ['message.', ['/api/v1/inbox/conversations', '/api/v1/inbox/summary', '/api/v1/inbox/messages']],
  ['conversation.', ['/api/v1/inbox/conversations', '/api/v1/inbox/summary']],
  ['person.', ['/api/v1/inbox/conversations', '/api/v1/inbox/people']],
  ['comment.', ['/api/v1/inbox/comments', '/api/v1/inbox/summary']],
  ['decision.', ['/api/v1/inbox/automation/decisions', '/api/v1/inbox/automation/statistics']],
  ['post.', ['/api/v1/posts', '/api/v1/needs', '/api/v1/campaigns', '/api/v1/analytics', '/api/v1/accounts']],
  ['snapshot.', ['/api/v1/audience']],
  ['crawl.', ['/api/v1/audience']],
  ['exchange.', ['/api/v1/exchange', '/api/v1/needs']],
  ['job.', ['/api/v1/admin']],
]

type Told = { kind: string; data: Record<string, unknown> }
type Listener = (event: Told) => void
const listeners = new Set<Listener>()

/** Hears every event of the stream that `follow` keeps open. */
export function onLiveEvent(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The beginnings of paths that an event of this kind makes stale; empty for a kind that nobody shows. */
export function stalePaths(kind: string): string[] {
  return STALE.filter(([prefix]) => kind.startsWith(prefix)).flatMap(([, paths]) => paths)
}

/** Keeps a stream open until the returned function is called; goes on where it was after an interruption. */
export function follow(onState: (state: LiveState) => void): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastSeen = ''
  let failures = 0
  let over = false
  const stale = new Set<string>()
  let sweep: ReturnType<typeof setTimeout> | undefined

  function markStale(kind: string): void {
    for (const path of stalePaths(kind)) stale.add(path)
    // A burst of events is one look at the server.
    sweep ??= setTimeout(() => {
      sweep = undefined
      const paths = [...stale]
      stale.clear()
      void cache.invalidateQueries({
        predicate: ({ queryKey }) => paths.some((path) => String(queryKey[1]).startsWith(path)),
      })
    }, 150)
  }

  function hear(event: MessageEvent<string>): void {
    if (event.lastEventId) lastSeen = event.lastEventId
    if (event.type === 'reset') {
      void cache.invalidateQueries()
      return
    }
    markStale(event.type)
    const data = JSON.parse(event.data) as Record<string, unknown>
    for (const listener of listeners) listener({ kind: event.type, data })
  }

  async function open(): Promise<void> {
    try {
      const { data } = await api.POST('/api/v1/events/ticket')
      if (over || !data) return
      const since = lastSeen ? `&last_event_id=${encodeURIComponent(lastSeen)}` : ''
      source = new EventSource(`/api/v1/events?ticket=${encodeURIComponent(data.ticket)}${since}`)
    } catch {
      again()
      return
    }
    source.onopen = () => {
      failures = 0
      onState('live')
    }
    // The browser would come back with the same ticket, which works once.
    source.onerror = again
    for (const kind of KINDS) source.addEventListener(kind, hear)
  }

  function again(): void {
    source?.close()
    source = null
    if (over) return
    failures += 1
    if (failures > 1) onState('away')
    timer = setTimeout(() => void open(), Math.min(1000 * 2 ** (failures - 1), 30_000))
  }

  onState('connecting')
  void open()
  return () => {
    over = true
    source?.close()
    clearTimeout(timer)
    clearTimeout(sweep)
  }
}

/** Named, because `EventSource` hears only what it is asked to hear (docs/reference/live-events.md). */
export const KINDS = [
  'message.received',
  'message.updated',
  'message.queued',
  'message.sent',
  'message.failed',
  'message.unconfirmed',
  'conversation.updated',
  'person.updated',
  'person.erased',
  'comment.received',
  'comment.updated',
  'decision.made',
  'post.updated',
  'post.published',
  'post.failed',
  'post.deleted',
  'snapshot.taken',
  'snapshot.failed',
  'crawl.updated',
  'exchange.community_changed',
  'exchange.member_changed',
  'exchange.request_changed',
  'exchange.chat_imported',
  'exchange.verification_changed',
  'exchange.finding_changed',
  'exchange.appeal_changed',
  'exchange.notice_changed',
  'exchange.consumer_changed',
  'exchange.producer_changed',
  'exchange.commenting_changed',
  'exchange.comment_changed',
  'exchange.comments_switched',
  'exchange.helper_changed',
  'job.dead',
  'reset',
]
