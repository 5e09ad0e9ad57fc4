import { Anchor, Group, Skeleton, Text, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { counted } from '~/ui/numbers'
import type { Change } from '../data/names'
import type { Snapshot } from '../data/types'
import classes from './Story.module.css'

const SHOWN = 12

interface NamesProps {
  snapshot: Snapshot
  change: Change
  count: number
  onPerson: (username: string) => void
}

/** The first names of a lane, and the way to all of them. */
export function Names({ snapshot, change, count, onPerson }: NamesProps) {
  const { t } = useTranslation('audience')
  const { data, isPending } = query.useQuery('get', '/api/v1/audience/snapshots/{snapshot_id}/changes/{change}', {
    params: { path: { snapshot_id: snapshot.id, change }, query: { limit: SHOWN } },
  })
  if (isPending) return <Skeleton h={28} mt={6} />
  return (
    <Group gap={6} mt={8}>
      {data?.items.map(({ username, name_before }) => (
        <UnstyledButton key={username} className={classes.name} onClick={() => onPerson(username)}>
          {name_before && (
            <Text span inherit c="dimmed">
              {name_before} →{' '}
            </Text>
          )}
          {username}
        </UnstyledButton>
      ))}
      {count > SHOWN && (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link
              to="/audience/$profileId/$snapshotId"
              params={{ profileId: snapshot.profile_id, snapshotId: snapshot.id }}
              search={{ change }}
              {...props}
            />
          )}
        >
          {t('story.all', { shown: counted(count) })}
        </Anchor>
      )}
    </Group>
  )
}
