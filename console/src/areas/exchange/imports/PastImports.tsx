import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { When } from '~/ui/When'
import { PAGED } from '../shared/data'
import { Listed } from '../shared/Listed'

/** Chats that were read before, and what came of them. */
export function PastImports({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation('exchange')
  const found = query.useInfiniteQuery('get', '/api/v1/exchange/imports', {}, PAGED)
  return (
    <Listed found={found} empty={null}>
      {(imports) => (
        <Stack gap="xs">
          <Title order={3}>{t('import.before')}</Title>
          {imports.map((one) => (
            <Card key={one.id} padding="sm">
              <Group justify="space-between" gap="sm">
                <div>
                  <Text size="sm" fw={600}>
                    {one.filename || t('import.pasted')}
                  </Text>
                  <Text size="xs" c="dimmed">
                    <When at={one.created_at} /> · {t('import.messages', { count: one.messages })} ·{' '}
                    {t(`layout.${one.layout}`, one.layout)}
                  </Text>
                </div>
                <Group gap="xs">
                  <Badge color={one.applied_at ? 'teal' : 'gray'} variant="light">
                    {one.applied_at
                      ? t('import.came', { requests: one.requests_added, members: one.members_added })
                      : t('import.notApplied')}
                  </Badge>
                  <Button size="compact-sm" variant="default" onClick={() => onOpen(one.id)}>
                    {t('common:action.open')}
                  </Button>
                </Group>
              </Group>
            </Card>
          ))}
        </Stack>
      )}
    </Listed>
  )
}
