import { Anchor, Badge, Drawer, Group, Skeleton, Stack, Text, Timeline, Title } from '@mantine/core'
import { IconDoorExit, IconExternalLink, IconEye, IconReplace } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { exactly } from '~/ui/When'
import type { Sighting } from '../data/types'

/** When somebody was there, left and came back. */
export function PersonDrawer({
  profileId,
  username,
  onClose,
}: {
  profileId: string
  username: string | undefined
  onClose: () => void
}) {
  const { t } = useTranslation('audience')
  return (
    <Drawer opened={username !== undefined} onClose={onClose} position="right" title={t('person.title')}>
      {username && <History profileId={profileId} username={username} />}
    </Drawer>
  )
}

function History({ profileId, username }: { profileId: string; username: string }) {
  const { t } = useTranslation('audience')
  const { data, error } = query.useQuery('get', '/api/v1/audience/profiles/{profile_id}/people/{username}', {
    params: { path: { profile_id: profileId, username } },
  })
  const kinds = [...new Set(data?.sightings.map(({ kind }) => kind))]
  return (
    <Stack>
      <div>
        <Title order={2} size="h3" style={{ overflowWrap: 'anywhere' }}>
          {username}
        </Title>
        <Anchor
          href={`https://www.instagram.com/${encodeURIComponent(username)}/`}
          target="_blank"
          rel="noreferrer"
          size="sm"
        >
          {t('person.open')} <IconExternalLink size={14} aria-hidden />
        </Anchor>
      </div>
      {error && <Fault error={error} />}
      {!data && !error && <Skeleton h={160} radius="lg" />}
      {data?.sightings.length === 0 && <Text c="dimmed">{t('person.never')}</Text>}
      {kinds.map((kind) => (
        <div key={kind}>
          <Group gap="xs" mb="xs">
            <Badge variant="light">{t(`list.${kind}`, kind)}</Badge>
          </Group>
          <Seen sightings={data?.sightings.filter((one) => one.kind === kind) ?? []} />
        </div>
      ))}
      {data && data.sightings.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('person.caution')}
        </Text>
      )}
    </Stack>
  )
}

function Seen({ sightings }: { sightings: Sighting[] }) {
  const { t } = useTranslation('audience')
  return (
    <Timeline bulletSize={24} lineWidth={2} active={sightings.length * 2}>
      {sightings.flatMap((seen) => [
        <Timeline.Item
          key={`${seen.first_snapshot_id} seen`}
          bullet={<IconEye size={14} aria-hidden />}
          title={t('person.seen')}
        >
          <Text size="sm" c="dimmed">
            {seen.first_seen_at === seen.last_seen_at
              ? exactly(seen.first_seen_at)
              : t('person.between', { first: exactly(seen.first_seen_at), last: exactly(seen.last_seen_at) })}
          </Text>
          {seen.since && (
            <Text size="sm" c="dimmed">
              {t('person.began', { at: exactly(seen.since) })}
            </Text>
          )}
        </Timeline.Item>,
        ...(seen.renamed_to
          ? [
              <Timeline.Item
                key={`${seen.first_snapshot_id} renamed`}
                bullet={<IconReplace size={14} aria-hidden />}
                title={t('person.renamed', { name: seen.renamed_to })}
              />,
            ]
          : seen.gone_at
            ? [
                <Timeline.Item
                  key={`${seen.first_snapshot_id} gone`}
                  bullet={<IconDoorExit size={14} aria-hidden />}
                  color="gray"
                  title={t('person.gone')}
                >
                  <Text size="sm" c="dimmed">
                    {t('person.goneBetween', { last: exactly(seen.last_seen_at), gone: exactly(seen.gone_at) })}
                  </Text>
                </Timeline.Item>,
              ]
            : []),
      ])}
    </Timeline>
  )
}
