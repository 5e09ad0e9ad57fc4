import { Anchor, Card, SimpleGrid, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { counted } from '~/ui/numbers'
import { When } from '~/ui/When'
import { isKnown, type ListName } from '../data/names'
import type { Snapshot } from '../data/types'
import { Completeness } from '../shared/Completeness'

const SHOWN = ['followers', 'following', 'not_following_back', 'fans', 'mutuals'] as const satisfies ListName[]

/** The newest numbers, each leading to who they are, and how sure they are. */
export function Headline({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation('audience')
  const incomplete = snapshot.lists.filter(({ is_complete }) => !is_complete)
  return (
    <Card component="section" aria-label={t('profile.newest')}>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="md">
        {SHOWN.map((name) => (
          <Figure key={name} snapshot={snapshot} name={name} />
        ))}
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt="sm">
        {t('profile.asOf')} <When at={snapshot.taken_at} /> · {t(`source.${snapshot.source}`)}
        {incomplete.length === 0 && ` · ${t('complete.all')}`}
      </Text>
      {incomplete.map((list) => (
        <Completeness key={list.kind} list={list} />
      ))}
    </Card>
  )
}

function Figure({ snapshot, name }: { snapshot: Snapshot; name: ListName }) {
  const { t } = useTranslation('audience')
  const { data } = query.useQuery(
    'get',
    '/api/v1/audience/snapshots/{snapshot_id}/lists/{name}',
    { params: { path: { snapshot_id: snapshot.id, name }, query: { limit: 1 } } },
    { enabled: isKnown(snapshot, name), retry: false },
  )
  return (
    <div>
      <Text fw={700} fz={26} lh={1.2} className="tabular">
        {counted(data?.total)}
      </Text>
      <Anchor
        size="sm"
        renderRoot={(props) => (
          <Link
            to="/audience/$profileId/$snapshotId"
            params={{ profileId: snapshot.profile_id, snapshotId: snapshot.id }}
            search={{ list: name }}
            {...props}
          />
        )}
      >
        {t(`list.${name}`)}
      </Anchor>
    </div>
  )
}
