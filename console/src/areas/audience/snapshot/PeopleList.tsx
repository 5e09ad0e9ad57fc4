import { ActionIcon, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconUserSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { counted } from '~/ui/numbers'
import { failed } from '~/ui/toasts'
import { useWhitelist } from '../data/hooks'
import { LongList } from './LongList'
import classes from './LongList.module.css'
import { placeOf } from './longList'
import { PersonRow } from './PersonRow'
import { type Filter, readPeople, type Source } from './people'
import { useFound, useWhole } from './usePeople'

const LETTERS = [...'0abcdefghijklmnopqrstuvwxyz']
/** Shorter lists need no jumps. */
const WORTH_JUMPING = 60

interface PeopleListProps {
  profileId: string
  source: Source
  filter: Filter
  label: string
  onHistory: (username: string) => void
}

/** Everybody of a list, be they a million: in view at once, with jumps to a letter. */
export function PeopleList({ profileId, source, filter, label, onHistory }: PeopleListProps) {
  const { t } = useTranslation('audience')
  const [view, setView] = useState({ first: 0, end: 20 })
  const [goTo, setGoTo] = useState<{ place: number } | null>(null)
  const { names } = useWhitelist(profileId)
  const isFiltered = Boolean(filter.search) || filter.hide_whitelisted === true
  const whole = useWhole(source, view.first, view.end, !isFiltered)
  const found = useFound(source, filter, isFiltered)
  const people = isFiltered ? found : whole

  // A search goes on while the end of what it found is in view.
  const isEndInView = isFiltered && view.end >= found.count
  useEffect(() => {
    if (isEndInView) found.more()
  })

  async function jump(letter: string) {
    const nameAt = async (place: number) =>
      (await readPeople(source, {}, String(place), 1)).items[0]?.username ?? '\uffff'
    try {
      setGoTo({ place: await placeOf(letter, people.count, nameAt) })
    } catch (problem) {
      failed(problem)
    }
  }

  if (people.error) return <Fault error={people.error} />
  if (people.isPending) return <Skeleton h={420} radius="lg" />
  if (people.count === 0 && !people.isLooking)
    return (
      <Empty
        icon={IconUserSearch}
        title={isFiltered ? t('people.notFound') : t('people.nobody')}
        text={isFiltered ? t('people.notFoundText') : t('people.nobodyText')}
      />
    )
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" className="tabular" role="status">
          {isFiltered
            ? t(people.isLooking ? 'people.foundSoFar' : 'people.found', {
                shown: counted(people.count),
                total: counted(people.total),
              })
            : t('people.shown', {
                first: counted(view.first + 1),
                last: counted(Math.min(view.end, people.count)),
                total: counted(people.count),
              })}
        </Text>
        {!isFiltered && source.order === 'name' && people.count > WORTH_JUMPING && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for entering something
          <div className={classes.letters} role="group" aria-label={t('people.jump')}>
            {LETTERS.map((letter) => (
              <ActionIcon
                key={letter}
                variant="subtle"
                color="gray"
                size={24}
                fz="xs"
                aria-label={t('people.jumpTo', { letter })}
                onClick={() => jump(letter)}
              >
                {letter === '0' ? '#' : letter.toUpperCase()}
              </ActionIcon>
            ))}
          </div>
        )}
      </Group>
      <LongList
        label={label}
        count={people.count}
        identity={JSON.stringify([source, filter])}
        goTo={goTo}
        onFrame={(first, end) => setView({ first, end })}
      >
        {(place) => {
          const person = people.at(place)
          return (
            <PersonRow
              profileId={profileId}
              person={person}
              isExempt={person !== undefined && names.has(person.username)}
              onHistory={onHistory}
            />
          )
        }}
      </LongList>
    </Stack>
  )
}
