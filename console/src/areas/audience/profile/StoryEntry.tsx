import { Anchor, Button, Group, SimpleGrid, Text } from '@mantine/core'
import { IconArrowBackUp, IconQuestionMark, IconReplace, IconUserMinus, IconUserPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { counted } from '~/ui/numbers'
import { exactly } from '~/ui/When'
import type { Change } from '../data/names'
import type { ChangeCounts, Snapshot } from '../data/types'
import { Completeness } from '../shared/Completeness'
import { Names } from './Names'
import classes from './Story.module.css'

const LANES = [
  { change: 'gained', icon: IconUserPlus },
  { change: 'lost', icon: IconUserMinus },
  { change: 'renamed', icon: IconReplace },
  { change: 'returned', icon: IconArrowBackUp },
] as const satisfies { change: Change; icon: unknown }[]

interface StoryEntryProps {
  snapshot: Snapshot
  isOpen: boolean
  onPerson: (username: string) => void
}

/** One snapshot of the story: its lanes, or why nothing can be said. */
export function StoryEntry({ snapshot, isOpen, onPerson }: StoryEntryProps) {
  const { t } = useTranslation('audience')
  const [isOpened, setOpened] = useState(false)
  const open = isOpen || isOpened
  const change = snapshot.changes.find(({ kind }) => kind === 'followers')
  const broken = snapshot.lists.find(({ kind, is_complete }) => kind === 'followers' && !is_complete)
  const lanes = change
    ? LANES.filter(({ change: lane }) => lane === 'gained' || lane === 'lost' || change[lane] > 0)
    : []
  return (
    <div>
      <Group gap="xs" mb={6}>
        <Anchor
          size="sm"
          fw={600}
          renderRoot={(props) => (
            <Link
              to="/audience/$profileId/$snapshotId"
              params={{ profileId: snapshot.profile_id, snapshotId: snapshot.id }}
              {...props}
            />
          )}
        >
          {exactly(snapshot.taken_at)}
        </Anchor>
        <Text size="xs" c="dimmed">
          {t(`source.${snapshot.source}`)}
        </Text>
        {change && change.gained + change.lost + change.renamed > 0 && !open && (
          <Button size="compact-xs" variant="subtle" onClick={() => setOpened(true)}>
            {t('story.names')}
          </Button>
        )}
      </Group>
      {broken ? (
        <div className={classes.uncertain}>
          <Text size="sm" fw={600}>
            <IconQuestionMark size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> {t('story.uncertain')}
          </Text>
          <Completeness list={broken} />
        </div>
      ) : change ? (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {lanes.map(({ change: lane, icon: Glyph }) => (
            <div key={lane} className={classes.lane} data-lane={lane}>
              <Text size="sm" fw={600}>
                <Glyph size={16} aria-hidden style={{ verticalAlign: '-3px' }} />{' '}
                {t(`story.${lane}`, { count: change[lane], shown: counted(change[lane]) })}
              </Text>
              {open && change[lane] > 0 && (
                <Names snapshot={snapshot} change={lane} count={countOf(change, lane)} onPerson={onPerson} />
              )}
            </div>
          ))}
        </SimpleGrid>
      ) : (
        <Text size="sm" c="dimmed">
          {t('story.first')}
        </Text>
      )}
    </div>
  )
}

function countOf(change: ChangeCounts, lane: Change): number {
  return change[lane]
}
