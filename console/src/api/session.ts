/**
 * The sign-in of this browser, which all its tabs share.
 *
 * A refresh token works once, and using it twice ends the sign-in. So tabs take turns, under a lock of the browser,
 * and the access token is kept beside it: a page that is loaded anew must not need another.
 */
import { Problem, problemOf, unreachable } from './problem'

const STORED = 'autogram.session'
const LOCK = 'autogram.refreshing'
/** Renewed this long before it ends, so that no request is sent with a token that ends on the way. */
const EARLY_MS = 30_000

export interface Tokens {
  access_token: string
  refresh_token: string
  expires_in: number
}

interface Session {
  accessToken: string
  refreshToken: string
  endsAt: number
}

type Listener = () => void

let renewing: Promise<string | null> | null = null
const listeners = new Set<Listener>()

function stored(): Session | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(STORED) ?? 'null')
    return typeof found === 'object' && found !== null && 'refreshToken' in found ? (found as Session) : null
  } catch {
    return null
  }
}

/** Whether somebody has signed in here. The server may still disagree. */
export function isSignedIn(): boolean {
  return stored() !== null
}

/** Keeps a fresh pair; tabs that are open follow. */
export function keep(tokens: Tokens): void {
  const session: Session = {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    endsAt: Date.now() + tokens.expires_in * 1000,
  }
  localStorage.setItem(STORED, JSON.stringify(session))
  announce()
}

/** Nobody is signed in here any more; the tokens are gone. */
export function forget(): void {
  localStorage.removeItem(STORED)
  announce()
}

/** Calls back when somebody signs in or out, here or in another tab. */
export function onSessionChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function announce(): void {
  for (const listener of listeners) listener()
}

if (typeof window !== 'undefined') {
  window.addEventListener('storage', (event) => {
    if (event.key === STORED || event.key === null) announce()
  })
}

/** An access token that still lives, or null when nobody is signed in. `stale` names one that was refused. */
export async function accessToken(stale?: string): Promise<string | null> {
  const session = stored()
  if (session === null) return null
  if (isFresh(session, stale)) return session.accessToken
  renewing ??= renew(stale).finally(() => {
    renewing = null
  })
  return renewing
}

function isFresh(session: Session, stale: string | undefined): boolean {
  return session.accessToken !== stale && session.endsAt - Date.now() > EARLY_MS
}

async function renew(stale: string | undefined): Promise<string | null> {
  return locked(async () => {
    // Another tab may have renewed it while this one waited for its turn.
    const session = stored()
    if (session === null) return null
    if (isFresh(session, stale)) return session.accessToken
    let response: Response
    try {
      response = await fetch('/api/v1/auth/refresh', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refresh_token: session.refreshToken }),
      })
    } catch {
      throw unreachable()
    }
    if (response.status === 401 || response.status === 403) {
      forget()
      return null
    }
    if (!response.ok) throw await problemOf(response)
    const tokens = (await response.json()) as Tokens
    keep(tokens)
    return tokens.access_token
  })
}

async function locked<T>(work: () => Promise<T>): Promise<T> {
  // Without locks (plain http on another machine) the tabs can only hope; a tab alone is safe.
  return navigator.locks ? navigator.locks.request(LOCK, work) : work()
}

/** Signs in and keeps the tokens. Throws the `Problem` of a refusal. */
export async function signIn(email: string, password: string): Promise<void> {
  const form = new URLSearchParams({ username: email, password })
  let response: Response
  try {
    response = await fetch('/api/v1/auth/login', { method: 'POST', body: form })
  } catch {
    throw unreachable()
  }
  if (!response.ok) throw await problemOf(response)
  keep((await response.json()) as Tokens)
}

/** Ends the sign-in here and at the server. Works without the server too. */
export async function signOut(): Promise<void> {
  const session = stored()
  forget()
  if (session === null) return
  try {
    await fetch('/api/v1/auth/logout', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refresh_token: session.refreshToken }),
    })
  } catch (error) {
    if (error instanceof Problem) throw error
  }
}
