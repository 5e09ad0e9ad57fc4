import { query } from '~/api/client'

/** Who is signed in, in which workspace, and what they may do. */
export function useMe() {
  return query.useQuery('get', '/api/v1/auth/me', {}, { staleTime: 60_000 })
}

/** Whether the person signed in has the permission; false while it is not known. */
export function useMay(permission: string): boolean {
  const { data } = useMe()
  return data?.permissions.some((held) => held === permission) ?? false
}

/** The workspace's connected accounts, newest first. */
export function useAccounts() {
  const found = query.useQuery('get', '/api/v1/accounts', { params: { query: { limit: 100 } } }, { staleTime: 60_000 })
  return { ...found, accounts: found.data?.items ?? [] }
}
