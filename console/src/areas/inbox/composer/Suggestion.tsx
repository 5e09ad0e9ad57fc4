import { Button, Group, Paper, Text } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import type { Conversation } from '../shared/shapes'

interface SuggestionProps {
  conversation: Conversation
  isEmpty: boolean
  onUse: (text: string) => void
}

/** What a rule had the model write for a person of the team to use or not. */
export function Suggestion({ conversation, isEmpty, onUse }: SuggestionProps) {
  const { t } = useTranslation('inbox')
  const found = query.useQuery('get', '/api/v1/inbox/automation/decisions', {
    params: { query: { person_id: conversation.person.id, outcome: 'suggested', limit: 1 } },
  })
  const latest = found.data?.items[0]
  const isFresh = latest?.suggestion && latest.decided_at > (conversation.last_outbound_at ?? '')
  if (!isFresh || !isEmpty) return null
  return (
    <Paper withBorder p="xs" mb={6} radius="md">
      <Group gap={6} mb={4}>
        <IconSparkles size={14} aria-hidden />
        <Text size="xs" fw={600} flex={1}>
          {t('composer.suggested')}
        </Text>
        <Button size="compact-xs" variant="light" onClick={() => onUse(latest.suggestion ?? '')}>
          {t('composer.use')}
        </Button>
      </Group>
      <Text size="sm" lineClamp={4}>
        {latest.suggestion}
      </Text>
    </Paper>
  )
}
