import { query } from '~/api/client'

/** How much waits for a person behind each tab: as much as one page of the list shows. */
export function useQueues(): Record<string, number> {
  const appeals = query.useQuery('get', '/api/v1/exchange/appeals', {
    params: { query: { status: 'open', limit: 100 } },
  })
  const texts = query.useQuery(
    'get',
    '/api/v1/exchange/comments',
    { params: { query: { status: 'waiting', limit: 100 } } },
    { retry: false },
  )
  const producers = query.useQuery(
    'get',
    '/api/v1/exchange/producers',
    { params: { query: { status: 'pending', limit: 100 } } },
    { retry: false },
  )
  const consumers = query.useQuery(
    'get',
    '/api/v1/exchange/consumers',
    { params: { query: { status: 'pending', limit: 100 } } },
    { retry: false },
  )
  const participants = (producers.data?.items.length ?? 0) + (consumers.data?.items.length ?? 0)
  return {
    appeals: appeals.data?.items.length ?? 0,
    comments: (texts.data?.items.length ?? 0) + participants,
  }
}
