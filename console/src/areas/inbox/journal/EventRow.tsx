import { Badge, Group, Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { When } from '~/ui/When'
import type { WebhookEvent } from '../shared/shapes'

export const STATE_COLOURS: Record<WebhookEvent['status'], string> = {
  applied: 'teal',
  repeated: 'gray',
  ignored: 'gray',
  unassigned: 'yellow',
  unknown: 'yellow',
  failed: 'red',
}

/** One thing that Instagram told. */
export function EventRow({ event, onOpen }: { event: WebhookEvent; onOpen: () => void }) {
  const { t } = useTranslation('inbox')
  return (
    <li style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}>
      <UnstyledButton w="100%" p="sm" onClick={onOpen}>
        <Group gap="sm" justify="space-between">
          <Group gap="sm">
            <Badge variant="light" color={STATE_COLOURS[event.status]}>
              {t(`events.state.${event.status}`)}
            </Badge>
            <Text size="sm" ff="monospace">
              {event.kind}
            </Text>
          </Group>
          <Text size="xs" c="dimmed">
            <When at={event.created_at} />
          </Text>
        </Group>
        {event.error && (
          <Text size="xs" mt={4}>
            {event.error}
          </Text>
        )}
      </UnstyledButton>
    </li>
  )
}
