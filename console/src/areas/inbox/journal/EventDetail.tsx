import { Badge, Button, Code, Group, Stack, Text } from '@mantine/core'
import { IconRotate } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query } from '~/api/client'
import { useMay } from '~/app/me'
import { failed, told } from '~/ui/toasts'
import { exactly } from '~/ui/When'
import type { WebhookEvent } from '../shared/shapes'
import { STATE_COLOURS } from './EventRow'

/** What was told, word for word, and another try of its delivery. */
export function EventDetail({ event }: { event: WebhookEvent }) {
  const { t } = useTranslation('inbox')
  const may = useMay('manage-jobs')
  const replay = query.useMutation('post', '/api/v1/admin/webhooks/deliveries/{delivery_id}/replay', {
    onSuccess: () => {
      told(t('events.replayed', { count: 1 }))
      void refreshEvents()
    },
    onError: failed,
  })
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Badge variant="light" color={STATE_COLOURS[event.status]}>
          {t(`events.state.${event.status}`)}
        </Badge>
        <Text size="sm" c="dimmed">
          {exactly(event.created_at)}
        </Text>
      </Group>
      <Text size="sm">{t(`events.means.${event.status}`)}</Text>
      {event.error && <Text size="sm">{event.error}</Text>}
      <Code
        block
        tabIndex={0}
        aria-label={t('events.payload')}
        style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {JSON.stringify(event.payload, null, 2)}
      </Code>
      {may && (
        <Button
          variant="light"
          leftSection={<IconRotate size={16} aria-hidden />}
          loading={replay.isPending}
          onClick={() => replay.mutate({ params: { path: { delivery_id: event.delivery_id } } })}
        >
          {t('events.replay')}
        </Button>
      )}
    </Stack>
  )
}

/** What was told, and how much of it, is looked at anew. */
export function refreshEvents(): Promise<void> {
  return cache.invalidateQueries({
    predicate: ({ queryKey }) =>
      ['/api/v1/inbox/webhook-events', '/api/v1/inbox/coverage'].some((path) => String(queryKey[1]).startsWith(path)),
  })
}
