/** The API as typed calls: `api.GET('/api/v1/posts', …)`, and the same through TanStack Query with `query.useQuery('get', …)`. */
import createFetchClient from 'openapi-fetch'
import createQueryClient from 'openapi-react-query'
import { problemOf, unreachable } from './problem'
import type { components, paths } from './schema'
import { accessToken } from './session'
import { chosenWorkspace } from './workspace'

/** A shape of the API by its name: `Schema<'PostRead'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

/** `fetch` with the sign-in and the chosen workspace. A token that ended is renewed once. Throws a `Problem` unless it succeeds. */
export async function call(input: Request | string, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init)
  const workspace = chosenWorkspace()
  if (workspace) request.headers.set('X-Workspace-Id', workspace)
  const again = request.clone()
  const token = await accessToken()
  let response = await send(request, token)
  if (response.status === 401 && token !== null) {
    const fresh = await accessToken(token)
    if (fresh !== null && fresh !== token) response = await send(again, fresh)
  }
  if (!response.ok) throw await problemOf(response)
  return response
}

async function send(request: Request, token: string | null): Promise<Response> {
  if (token !== null) request.headers.set('Authorization', `Bearer ${token}`)
  try {
    return await fetch(request)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachable()
  }
}

export const api = createFetchClient<paths>({
  baseUrl: window.location.origin,
  fetch: (request: Request) => call(request),
})
export const query = createQueryClient(api)
