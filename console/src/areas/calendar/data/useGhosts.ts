import { useQueries } from '@tanstack/react-query'
import { query, type Schema } from '~/api/client'
import { momentsOf } from './recurrence'

/** Something that will be made by itself: nobody has to do anything, and nobody should be surprised. */
export interface Ghost {
  key: string
  at: string
  kind: 'recurring' | 'campaign'
  text: string
  account: string | null
  /** The recurring post or the campaign. */
  source: string
}

interface Wanted {
  from: string
  to: string
  account?: string
  campaign?: string
}

/** What campaigns and recurring posts will add in a span of time, beside the posts that are there already. */
export function useGhosts({ from, to, account, campaign }: Wanted, posts: Schema<'PostRead'>[]): Ghost[] {
  const { data: recurring } = query.useQuery('get', '/api/v1/recurring-posts', { params: { query: { limit: 100 } } })
  const { data: campaigns } = query.useQuery('get', '/api/v1/campaigns', {
    params: { query: { is_active: true, limit: 50 } },
  })
  const plans = useQueries({
    queries: (campaigns?.campaigns ?? [])
      .filter(({ id }) => !campaign || id === campaign)
      .map(({ id }) =>
        query.queryOptions('get', '/api/v1/campaigns/{campaign_id}/plan', { params: { path: { campaign_id: id } } }),
      ),
  })
  const now = new Date().toISOString()
  const since = from > now ? from : now
  const taken = new Set(posts.map((post) => `${post.account_id} ${new Date(String(post.scheduled_time)).getTime()}`))
  const repeated = (recurring?.items ?? [])
    .filter((one) => one.is_active && !campaign && (!account || one.account_id === account))
    .flatMap((one) =>
      momentsOf(one, since, to)
        // Days up to `made_until` are posts already; what is missing there was taken out by a person.
        .filter((at) => one.made_until === null || at.slice(0, 10) > one.made_until)
        .filter((at) => !taken.has(`${one.account_id} ${new Date(at).getTime()}`))
        .map((at): Ghost => {
          const text = one.template.caption ?? ''
          return { key: `${one.id} ${at}`, at, kind: 'recurring', text, account: one.account_id, source: one.id }
        }),
    )
  const promised = plans.flatMap(({ data }) =>
    (data?.places ?? [])
      .filter(({ post_id, publish_at }) => post_id === null && publish_at >= since && publish_at < to)
      .filter(() => !account || data?.campaign.account_id === account)
      .map((place): Ghost => {
        const { id, name, account_id } = data?.campaign ?? { id: '', name: '', account_id: null }
        const key = `${id} ${place.day} ${place.place}`
        return {
          key,
          at: place.publish_at,
          kind: 'campaign',
          text: place.theme ?? name,
          account: account_id,
          source: id,
        }
      }),
  )
  return [...repeated, ...promised]
}
