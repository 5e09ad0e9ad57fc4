import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '~/ui/Empty'
import { counted } from '~/ui/numbers'
import type { Snapshot } from '../data/types'
import { StoryEntry } from './StoryEntry'
import { weeks } from './series'

const AT_FIRST = 8
/** So many of the newest show their names at once. */
const OPEN_AT_FIRST = 2

/** Who came and who went, week by week. */
export function Story({ snapshots, onPerson }: { snapshots: Snapshot[]; onPerson: (username: string) => void }) {
  const { t } = useTranslation('audience')
  const [shown, setShown] = useState(AT_FIRST)
  const found = weeks(snapshots)
  if (snapshots.length < 2) return <Empty icon={IconSparkles} title={t('story.one')} text={t('story.oneText')} />
  const open = new Set(
    snapshots
      .filter(({ changes }) => changes.length > 0)
      .slice(0, OPEN_AT_FIRST)
      .map(({ id }) => id),
  )
  return (
    <Stack>
      {found.slice(0, shown).map((week) => (
        <Card key={week.monday} component="section" aria-labelledby={`week-${week.monday}`}>
          <Group justify="space-between" mb="md">
            <Title order={2} size="h3" id={`week-${week.monday}`}>
              {t('story.week', { date: dayjs(week.monday).format('LL') })}
            </Title>
            <Group gap={6}>
              <Badge color="teal" variant="light">
                {t('story.gained', { count: week.gained, shown: counted(week.gained) })}
              </Badge>
              <Badge color="gray" variant="light">
                {t('story.lost', { count: week.lost, shown: counted(week.lost) })}
              </Badge>
            </Group>
          </Group>
          <Stack gap="lg">
            {week.snapshots.map((snapshot) => (
              <StoryEntry key={snapshot.id} snapshot={snapshot} isOpen={open.has(snapshot.id)} onPerson={onPerson} />
            ))}
          </Stack>
        </Card>
      ))}
      {found.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + AT_FIRST)}>
          {t('story.earlier')}
        </Button>
      )}
      <Text size="xs" c="dimmed">
        {t('story.caution')}
      </Text>
    </Stack>
  )
}
