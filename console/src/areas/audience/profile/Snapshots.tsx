import { ActionIcon, Anchor, Badge, Button, Card, Group, Stack, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { useMay } from '~/app/me'
import { confirmed } from '~/ui/confirm'
import { counted } from '~/ui/numbers'
import { exactly } from '~/ui/When'
import { erased } from '../data/hooks'
import type { Snapshot } from '../data/types'

interface SnapshotsProps {
  snapshots: Snapshot[]
  hasMore: boolean
  onMore: () => void
}

/** Every snapshot with its numbers, to open or to forget. */
export function Snapshots({ snapshots, hasMore, onMore }: SnapshotsProps) {
  const { t } = useTranslation('audience')
  return (
    <Stack gap="xs">
      {snapshots.map((snapshot) => (
        <SnapshotLine key={snapshot.id} snapshot={snapshot} />
      ))}
      {hasMore && (
        <Button variant="default" onClick={onMore}>
          {t('common:action.more')}
        </Button>
      )}
    </Stack>
  )
}

function SnapshotLine({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation('audience')
  const mayManage = useMay('manage-audience')
  const isWhole = snapshot.lists.every(({ is_complete }) => is_complete)
  const at = exactly(snapshot.taken_at)
  return (
    <Card p="sm">
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Anchor
            fw={600}
            renderRoot={(props) => (
              <Link
                to="/audience/$profileId/$snapshotId"
                params={{ profileId: snapshot.profile_id, snapshotId: snapshot.id }}
                {...props}
              />
            )}
          >
            {at}
          </Anchor>
          <Text size="sm" c="dimmed">
            {t(`source.${snapshot.source}`)}
            {snapshot.lists
              .filter(({ kind }) => kind === 'followers' || kind === 'following')
              .map(({ kind, count }) => ` · ${t(`list.${kind}`)} ${counted(count)}`)}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Badge color={isWhole ? 'teal' : 'orange'} variant="light">
            {t(isWhole ? 'complete.badge' : 'complete.badgeNo')}
          </Badge>
          {mayManage && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('snapshot.deleteOf', { at })}
              onClick={() => void deleteSnapshot(t, snapshot)}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      </Group>
    </Card>
  )
}

/** Asks, and forgets the snapshot; its own page is left then. */
export async function deleteSnapshot(
  t: TFunction<'audience'>,
  { id, taken_at }: Snapshot,
  leave: () => Promise<void> = async () => undefined,
): Promise<void> {
  const text = t('snapshot.deleteText', { at: exactly(taken_at) })
  if (!(await confirmed(t('snapshot.delete'), text, t('common:action.delete')))) return
  const params = { path: { snapshot_id: id } }
  await erased(api.DELETE('/api/v1/audience/snapshots/{snapshot_id}', { params }), t('snapshot.deleted'), leave)
}
