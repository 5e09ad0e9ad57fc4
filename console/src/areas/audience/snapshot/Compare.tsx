import {
  Card,
  Group,
  SegmentedControl,
  Select,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Title,
  UnstyledButton,
} from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Problem } from '~/api/problem'
import { Fault } from '~/ui/Fault'
import { counted } from '~/ui/numbers'
import { exactly } from '~/ui/When'
import { useSnapshots } from '../data/hooks'
import { CHANGES, type Change } from '../data/names'
import type { Snapshot } from '../data/types'
import classes from './Compare.module.css'

interface CompareProps {
  snapshot: Snapshot
  since: string | undefined
  of: 'followers' | 'following'
  change: Change | undefined
  onChange: (wish: {
    since?: string | undefined
    of?: 'following' | undefined
    change?: Change
    list?: undefined
  }) => void
}

/** How this snapshot differs from an older one: four numbers that lead to who they are. */
export function Compare({ snapshot, since, of, change, onChange }: CompareProps) {
  const { t } = useTranslation('audience')
  const { snapshots } = useSnapshots(snapshot.profile_id)
  const place = snapshots?.findIndex(({ id }) => id === snapshot.id) ?? -1
  // Newest first; two files of one day have the same moment.
  const older = place < 0 ? [] : (snapshots?.slice(place + 1) ?? [])
  const { data, error } = query.useQuery(
    'get',
    '/api/v1/audience/snapshots/{snapshot_id}/changes',
    { params: { path: { snapshot_id: snapshot.id }, query: { list: of, ...(since && { since }) } } },
    { retry: false, enabled: older.length > 0 },
  )
  if (snapshots && older.length === 0) return null
  return (
    <Card component="section" aria-labelledby="compare" p="md">
      <Group justify="space-between" gap="xs" mb="sm">
        <Title order={2} size="h3" id="compare">
          {t('compare.title')}
        </Title>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            transitionDuration={0}
            aria-label={t('compare.of')}
            value={of}
            data={[
              { value: 'followers', label: t('list.followers') },
              { value: 'following', label: t('list.following') },
            ]}
            onChange={(value) => onChange({ of: value === 'following' ? 'following' : undefined })}
          />
          <Select
            size="xs"
            aria-label={t('compare.since')}
            placeholder={t('compare.before')}
            clearable
            w={200}
            data={older.map(({ id, taken_at }) => ({ value: id, label: exactly(taken_at) }))}
            value={since ?? null}
            onChange={(value) => onChange({ since: value ?? undefined })}
          />
        </Group>
      </Group>
      {error ? (
        <Refusal error={error} />
      ) : data ? (
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs">
          {CHANGES.map((name) => (
            <UnstyledButton
              key={name}
              className={classes.lane}
              data-active={name === change || undefined}
              aria-pressed={name === change}
              onClick={() => onChange({ change: name, list: undefined })}
            >
              <Text fw={700} fz={22} lh={1.2} className="tabular">
                {counted(data[name])}
              </Text>
              <Text size="sm">{t(`change.${name}`)}</Text>
            </UnstyledButton>
          ))}
        </SimpleGrid>
      ) : (
        <Skeleton h={64} />
      )}
    </Card>
  )
}

function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation('audience')
  if (!(error instanceof Problem) || error.status >= 500) return <Fault error={error} />
  return (
    <Stack gap={2}>
      <Text fw={600} size="sm">
        {t('compare.cannot')}
      </Text>
      <Text size="sm" c="dimmed">
        {error.message}
      </Text>
    </Stack>
  )
}
