import { getRouteApi } from '@tanstack/react-router'
import { createContext, useContext } from 'react'
import type { SandboxAccount } from './data/types'
import type { SandboxSearch } from './routes'

const route = getRouteApi('/app/sandbox')

/** Who is on the phone: the account that is looked at, and the person who holds it. */
export interface Stage {
  account: SandboxAccount
  person: string
}

export const StageContext = createContext<Stage | null>(null)

export function useStage(): Stage {
  const stage = useContext(StageContext)
  if (!stage) throw new Error('useStage belongs inside of the sandbox page')
  return stage
}

export function useSandboxSearch(): SandboxSearch {
  return route.useSearch()
}

/** Changes a part of the address: another screen, panel, account or person. */
export function useShow(): (change: SandboxSearch) => void {
  const navigate = route.useNavigate()
  return (change) =>
    void navigate({ search: ((now: SandboxSearch) => ({ ...now, ...change })) as never, resetScroll: false })
}
