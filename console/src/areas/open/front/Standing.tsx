import { Skeleton, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { Panel } from '../frame/Panel'
import type { PublicCommunity } from '../frame/PublicFrame'
import { StandingRow } from './StandingRow'

/** Who has commented so far, as far as the community shows it. */
export function Standing({ community }: { community: PublicCommunity }) {
  const { t } = useTranslation('open')
  const { data, error } = query.useQuery('get', '/api/v1/exchange/public/{slug}/board', {
    params: { path: { slug: community.slug } },
  })
  if (data && (data.members.length === 0 || data.posts.length === 0)) {
    return data.visibility === 'members' ? (
      <Panel title={t('standing')}>
        <Text size="sm">{t('hidden')}</Text>
      </Panel>
    ) : null
  }
  return (
    <Panel title={t('standing')} lead={t('standingLead')}>
      {data ? (
        <Stack gap="sm">
          {data.members.map((member, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: masked names may be the same
            <StandingRow key={place} member={member} posts={data.posts} />
          ))}
        </Stack>
      ) : error ? (
        <Fault error={error} />
      ) : (
        <Skeleton h={160} />
      )}
    </Panel>
  )
}
