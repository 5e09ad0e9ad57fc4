import { cache } from '~/api/cache'
import { api, query } from '~/api/client'
import { failed, told } from '~/ui/toasts'

/** Whose page it is: the community, and the secret of the personal link. */
export interface Who {
  slug: string
  token: string
}

/** What each call of the page carries. */
export function paramsOf({ slug, token }: Who) {
  return { path: { slug }, header: { 'x-member-token': token } }
}

export function useSelf(who: Who) {
  return query.useQuery('get', '/api/v1/exchange/public/{slug}/me', { params: paramsOf(who) })
}

export function useTasks(who: Who) {
  return query.useQuery('get', '/api/v1/exchange/public/{slug}/me/tasks', { params: paramsOf(who) })
}

export function useOwnRequests(who: Who) {
  return query.useQuery('get', '/api/v1/exchange/public/{slug}/me/requests', {
    params: { ...paramsOf(who), query: { limit: 50 } },
  })
}

/** Everything public is looked up again. */
export function lookAgain(): Promise<void> {
  return cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).includes('/exchange/public/') })
}

export async function withdraw(who: Who, requestId: string, done: string): Promise<void> {
  try {
    const { path, header } = paramsOf(who)
    await api.DELETE('/api/v1/exchange/public/{slug}/me/requests/{request_id}', {
      params: { path: { ...path, request_id: requestId }, header },
    })
    await lookAgain()
    told(done)
  } catch (problem) {
    failed(problem)
  }
}
