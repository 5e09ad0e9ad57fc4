import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import { failed } from '~/ui/toasts'
import { ask } from './client'
import type {
  SandboxAccount,
  SandboxComment,
  SandboxConversation,
  SandboxDelivery,
  SandboxFault,
  SandboxMail,
  SandboxMedia,
  SandboxPerson,
  SandboxState,
} from './types'

const KEY = 'sandbox'
/** The sandbox sends no events to a browser: what is shown is looked at again this often. */
const LOOK_EVERY_MS = 2000

/** Where the sandbox answers. */
export const SandboxAddress = createContext('')

function useLook<T>(path: string, wanted = true) {
  const base = useContext(SandboxAddress)
  return useQuery({
    queryKey: [KEY, path],
    queryFn: () => ask<T>(base, 'GET', path),
    refetchInterval: LOOK_EVERY_MS,
    enabled: wanted,
  })
}

const name = encodeURIComponent

export const useSandboxState = () => useLook<SandboxState>('state')
export const useSandboxAccounts = () => useLook<{ accounts: SandboxAccount[] }>('accounts').data?.accounts
export const usePeople = () => useLook<{ people: SandboxPerson[] }>('people').data?.people
export const useMails = () => useLook<{ mail: SandboxMail[] }>('mail')
export const useFaults = () => useLook<{ faults: SandboxFault[] }>('faults')
export const useDeliveries = (limit: number) => useLook<{ webhooks: SandboxDelivery[] }>(`webhooks?limit=${limit}`)
export const useClock = () => useLook<{ now: string; offset_seconds: number }>('clock')

/** The account's publications, newest first. */
export function usePublished(username: string) {
  const found = useLook<{ media: SandboxMedia[] }>(`published?username=${name(username)}`)
  const media = useMemo(() => found.data && [...found.data.media].reverse(), [found.data])
  return { ...found, media }
}

export function useComments(media: string | undefined) {
  return useLook<{ comments: SandboxComment[] }>(`media/${name(media ?? '')}/comments`, media !== undefined)
}

/** What the account and the person said to each other. */
export function useConversation(username: string, person: string) {
  const found = useLook<{ conversations: SandboxConversation[] }>(
    `accounts/${name(username)}/conversations?person=${name(person)}`,
  )
  return { ...found, conversation: found.data?.conversations[0] }
}

export type Does = <T = unknown>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<T | null>

/** Does something in the sandbox and looks at it again; null, and said so, if it was refused. */
export function useDo(): Does {
  const base = useContext(SandboxAddress)
  const cache = useQueryClient()
  return useMemo(() => doing(base, cache), [base, cache])
}

function doing(base: string, cache: QueryClient): Does {
  return async <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => {
    try {
      const answer = await ask<T>(base, method, path, body)
      await cache.invalidateQueries({ queryKey: [KEY] })
      return answer
    } catch (problem) {
      failed(problem)
      return null
    }
  }
}
