import { query } from '~/api/client'
import { useMay, useMe } from '~/app/me'

export interface Teammate {
  id: string
  name: string
}

/** Who works in this workspace. Only oneself where one may not see the others. */
export function useTeam(): { team: Teammate[]; me: string | undefined; nameOf: (id: string | null) => string | null } {
  const { data: me } = useMe()
  const may = useMay('manage-workspace')
  const { data } = query.useQuery(
    'get',
    '/api/v1/workspaces/{workspace_id}/members',
    { params: { path: { workspace_id: me?.workspace_id ?? '' } } },
    { enabled: may && Boolean(me?.workspace_id), staleTime: 300_000 },
  )
  const own: Teammate[] = me ? [{ id: me.id, name: me.full_name || me.email }] : []
  const team = data?.map((one) => ({ id: one.user_id, name: one.full_name || one.email })) ?? own
  return { team, me: me?.id, nameOf: (id) => (id && team.find((one) => one.id === id)?.name) || null }
}
