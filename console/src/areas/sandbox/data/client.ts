/** Calls of the sandbox's control API, which lives at an origin of its own. */
import { Problem, unreachable } from '~/api/problem'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Asks the sandbox at `base`. Throws a `Problem`, also in the sandbox's own words. */
export async function ask<T>(base: string, method: Method, path: string, body?: unknown): Promise<T> {
  let response: Response
  try {
    response = await fetch(`${base.replace(/\/$/, '')}/_sandbox/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  } catch {
    throw unreachable()
  }
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw refusal(answer, response.status)
  return answer as T
}

function refusal(answer: unknown, status: number): Problem {
  const { error, problems } = (answer ?? {}) as { error?: string; problems?: { field: string; reason: string }[] }
  return new Problem({
    type: 'about:blank',
    title: 'The sandbox refused this',
    status,
    detail: error ?? `Status ${status}`,
    code: 'sandbox-refusal',
    errors: problems?.map(({ field, reason }) => ({ field, message: reason })),
  })
}
