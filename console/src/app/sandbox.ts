import { query } from '~/api/client'

/** What this installation is: its version, and where its sandbox answers, if Instagram is one. */
export function useInstallation() {
  return query.useQuery('get', '/api/v1/installation', {}, { staleTime: Number.POSITIVE_INFINITY })
}

/** The address of the sandbox that plays Instagram here; null where Instagram is the real one, or it is not known yet. */
export function useSandbox(): string | null {
  return useInstallation().data?.sandbox_url ?? null
}
