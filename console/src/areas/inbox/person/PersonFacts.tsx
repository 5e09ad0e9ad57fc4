import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { counted } from '~/ui/numbers'
import { When } from '~/ui/When'
import type { Conversation, Person } from '../shared/shapes'

/** What Instagram tells of somebody; what it has not told is said to be unknown, never "no". */
export function PersonFacts({ person, conversation }: { person: Person; conversation: Conversation }) {
  const { t } = useTranslation('inbox')
  const sure = (value: boolean | null) =>
    value === null ? t('common:time.unknown') : t(value ? 'person.yes' : 'person.no')
  return (
    <Stack gap={6} component="dl" m={0}>
      <Fact name={t('person.followers')}>
        {person.follower_count === null ? t('common:time.unknown') : counted(person.follower_count)}
      </Fact>
      <Fact name={t('person.followsYou')}>{sure(person.follows_account)}</Fact>
      <Fact name={t('person.followedByYou')}>{sure(person.followed_by_account)}</Fact>
      <Fact name={t('person.wroteLast')}>
        {conversation.last_inbound_at ? <When at={conversation.last_inbound_at} /> : t('common:time.never')}
      </Fact>
      <Fact name={t('person.knownSince')}>
        <When at={person.created_at} />
      </Fact>
      {person.profile_error && (
        <Text size="xs" c="dimmed" component="div">
          {person.profile_error}
        </Text>
      )}
    </Stack>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap">
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0} ta="right" className="tabular">
        {children}
      </Text>
    </Group>
  )
}
