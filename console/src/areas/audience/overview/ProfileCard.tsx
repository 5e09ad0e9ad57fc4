import { Avatar, Badge, Card, Group, SimpleGrid, Skeleton, Text } from '@mantine/core'
import { IconAlertTriangle, IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { counted } from '~/ui/numbers'
import { When } from '~/ui/When'
import { useSnapshots } from '../data/hooks'
import type { Profile, Snapshot } from '../data/types'
import classes from './Audience.module.css'

/** A profile with its newest numbers; the whole card leads to it. */
export function ProfileCard({ profile }: { profile: Profile }) {
  const { t } = useTranslation('audience')
  const { snapshots } = useSnapshots(profile.id, 10)
  const newest = snapshots?.[0]
  return (
    <Card
      className={classes.card}
      renderRoot={(props) => <Link to="/audience/$profileId" params={{ profileId: profile.id }} {...props} />}
    >
      <Group wrap="nowrap" mb="md">
        <Avatar name={profile.username} color="initials" size={44} radius="xl" aria-hidden />
        <div style={{ minWidth: 0 }}>
          <Text fw={700} truncate>
            @{profile.username}
          </Text>
          <Text size="xs" c="dimmed">
            {newest ? <When at={newest.taken_at} /> : t('profile.noSnapshot')}
          </Text>
        </div>
        {profile.session_problem && (
          <Badge color="orange" variant="light" ml="auto" leftSection={<IconAlertTriangle size={12} aria-hidden />}>
            {t('profile.sessionEnded')}
          </Badge>
        )}
      </Group>
      {snapshots === undefined ? <Skeleton h={52} /> : newest ? <Numbers newest={newest} /> : null}
    </Card>
  )
}

function Numbers({ newest }: { newest: Snapshot }) {
  const { t } = useTranslation('audience')
  const change = newest.changes.find(({ kind }) => kind === 'followers')
  return (
    <>
      <SimpleGrid cols={2} spacing="xs">
        {(['followers', 'following'] as const).map((kind) => {
          const list = newest.lists.find((one) => one.kind === kind)
          return (
            <div key={kind}>
              <Text size="xs" c="dimmed">
                {t(`list.${kind}`)}
              </Text>
              <Text fw={700} fz={24} lh={1.2} className="tabular">
                {counted(list?.count)}
              </Text>
              {list && !list.is_complete && (
                <Text size="xs" c="orange">
                  {t('profile.incomplete')}
                </Text>
              )}
            </div>
          )
        })}
      </SimpleGrid>
      {change && (
        <Group gap="xs" mt="sm">
          <Badge color="teal" variant="light" leftSection={<IconArrowUpRight size={13} aria-hidden />}>
            {t('story.gained', { count: change.gained, shown: counted(change.gained) })}
          </Badge>
          <Badge color="gray" variant="light" leftSection={<IconArrowDownRight size={13} aria-hidden />}>
            {t('story.lost', { count: change.lost, shown: counted(change.lost) })}
          </Badge>
        </Group>
      )}
    </>
  )
}
