import { Button, Card, Code, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconHistory } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { exactly } from '~/ui/When'
import { AdminFrame } from './AdminFrame'

export function AuditPage() {
  const { t } = useTranslation('admin')
  const { subject: asked } = useSearch({ from: '/app/admin/audit' })
  const navigate = useNavigate({ from: '/admin/audit' })
  const [typed, setTyped] = useState(asked ?? '')
  const [subject] = useDebouncedValue(typed.trim(), 300)
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/admin/audit',
    { params: { query: { limit: 50, subject: subject || undefined } } },
    {
      pageParamName: 'cursor',
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next_cursor ?? undefined,
    },
  )
  useEffect(() => void navigate({ search: subject ? { subject } : {}, replace: true }), [subject, navigate])
  const entries = found.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <AdminFrame section="audit">
      <Stack gap="xs">
        <TextInput
          label={t('audit.subject')}
          placeholder="post:…"
          maw={420}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {found.error && <Fault error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Skeleton h={200} radius="lg" />}
        {!found.isPending && entries.length === 0 && (
          <Empty icon={IconHistory} title={t('audit.none')} text={t('audit.noneHint')} />
        )}
        {entries.map((entry) => (
          <Card key={entry.id} padding="xs">
            <Group justify="space-between" gap="xs">
              <Text ff="monospace" size="sm" fw={600}>
                {entry.action}
              </Text>
              <Text size="xs" c="dimmed">
                {exactly(entry.created_at)}
              </Text>
            </Group>
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {entry.subject}
              {entry.actor_id && ` · ${t('audit.by')} ${entry.actor_id}`}
            </Text>
            {Object.keys(entry.details).length > 0 && (
              <Code style={{ overflowWrap: 'anywhere' }}>{JSON.stringify(entry.details)}</Code>
            )}
          </Card>
        ))}
        {found.hasNextPage && (
          <Button variant="subtle" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('common:action.more')}
          </Button>
        )}
      </Stack>
    </AdminFrame>
  )
}
