import { Anchor, Badge, Drawer, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { exactly, When } from '~/ui/When'
import { Refused, Waiting } from '../shared/Listed'

const COLOURS = { reading: 'brand', complete: 'teal', incomplete: 'yellow', failed: 'orange' }

/** How each post of a verification was read, and what was in the way. */
export function RunDrawer({ id, opened, onClose }: { id: string; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('exchange')
  const { data, error } = query.useQuery(
    'get',
    '/api/v1/exchange/verification-runs/{run_id}',
    { params: { path: { run_id: id } } },
    { enabled: opened },
  )
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      title={t('verify.details')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      {!data && (error ? <Refused error={error} /> : <Waiting />)}
      {data && (
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {data.is_scheduled ? t('verify.bySchedule') : t('verify.byHand')} · {exactly(data.created_at)}
            {data.summary_sent_at && (
              <>
                {' · '}
                {t('verify.summary')} <When at={data.summary_sent_at} />
              </>
            )}
          </Text>
          {data.failure_reason && <Text size="sm">{data.failure_reason}</Text>}
          {data.readings.map((reading) => (
            <div key={reading.id}>
              <Group justify="space-between" gap="xs">
                <Anchor size="sm" fw={600} href={reading.instagram_link} target="_blank" rel="noreferrer">
                  {reading.shortcode}
                </Anchor>
                <Badge color={COLOURS[reading.status]} variant="light">
                  {t(`reading.${reading.status}`)}
                </Badge>
              </Group>
              <Text size="xs" c="dimmed">
                {t('reading.counted', { read: reading.comments_read, of: reading.expected ?? '?' })}
                {reading.source && ` · ${t(`reading.by.${reading.source}`)}`}
                {reading.tries > 1 && ` · ${t('reading.tries', { count: reading.tries })}`}
              </Text>
              {reading.failure_reason && <Text size="sm">{reading.failure_reason}</Text>}
            </div>
          ))}
        </Stack>
      )}
    </Drawer>
  )
}
