import { Divider, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconRosetteDiscountCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { called, Face } from '../shared/Face'
import { LabelBadge } from '../shared/LabelBadge'
import { useConversation } from '../thread/useThread'
import { PersonComments } from './PersonComments'
import { PersonFacts } from './PersonFacts'
import { PersonNote } from './PersonNote'
import { PersonRights } from './PersonRights'

/** Who this is, in messages and in comments, and what we hold about them. */
export function PersonCard({ conversationId, onGone }: { conversationId: string; onGone: () => void }) {
  const { t } = useTranslation('inbox')
  const conversation = useConversation(conversationId)
  const personId = conversation.data?.person.id
  const found = query.useQuery(
    'get',
    '/api/v1/inbox/people/{person_id}',
    { params: { path: { person_id: personId ?? '' } } },
    { enabled: personId !== undefined },
  )
  if (conversation.isError || found.isError) {
    return <Fault error={conversation.error ?? found.error} onRetry={() => void found.refetch()} />
  }
  if (!found.data || !conversation.data) return <Loading />
  const person = found.data
  return (
    <Stack gap="md">
      <Stack gap={4} align="center" ta="center">
        <Face person={person} size={72} />
        <Group gap={4} wrap="nowrap">
          <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
            {called(person)}
          </Title>
          {person.is_verified && <IconRosetteDiscountCheck size={18} aria-label={t('person.verified')} />}
        </Group>
        {person.username && (
          <Text size="sm" c="dimmed">
            @{person.username}
          </Text>
        )}
        <Group gap={4} justify="center">
          {conversation.data.labels.map((label) => (
            <LabelBadge key={label.id} label={label} />
          ))}
        </Group>
      </Stack>
      <PersonFacts person={person} conversation={conversation.data} />
      <PersonNote person={person} />
      <Divider />
      <PersonComments personId={person.id} />
      <Divider />
      <PersonRights person={person} onErased={onGone} />
    </Stack>
  )
}

function Loading() {
  return (
    <Stack align="center" gap="sm">
      <Skeleton circle h={72} w={72} />
      <Skeleton h={16} w="60%" />
      <Skeleton h={90} />
      <Skeleton h={60} />
    </Stack>
  )
}
