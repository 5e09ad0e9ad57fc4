import { ActionIcon, Badge, Button, Card, Group, Skeleton, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconKey, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query, type Schema } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { failed } from '~/ui/toasts'
import { When } from '~/ui/When'
import { SettingsFrame } from '../SettingsFrame'
import { NewKey } from './NewKey'

const PATH = '/api/v1/api-keys'
export const rereadKeys = () => void cache.invalidateQueries({ queryKey: ['get', PATH] })

export function KeysPage() {
  const { t } = useTranslation('settings')
  const { data, error, isPending, refetch } = query.useQuery('get', PATH, { params: { query: { limit: 100 } } })
  const button = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => modals.open({ title: t('keys.new'), children: <NewKey /> })}
    >
      {t('keys.new')}
    </Button>
  )
  return (
    <SettingsFrame section="keys" actions={data && data.items.length > 0 && button}>
      {error && <Fault error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton h={120} radius="lg" />}
      {data?.items.length === 0 && (
        <Empty icon={IconKey} title={t('keys.none')} text={t('keys.noneHint')}>
          {button}
        </Empty>
      )}
      <Stack>
        {data?.items.map((key) => (
          <KeyCard key={key.id} item={key} />
        ))}
      </Stack>
    </SettingsFrame>
  )
}

function KeyCard({ item }: { item: Schema<'ApiKeyRead'> }) {
  const { t } = useTranslation('settings')
  const remove = query.useMutation('delete', '/api/v1/api-keys/{key_id}', { onSuccess: rereadKeys, onError: failed })
  return (
    <Card padding="md">
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600}>{item.name}</Text>
            <Text ff="monospace" size="sm" c="dimmed">
              {item.prefix}…
            </Text>
          </Group>
          <Group gap={4} my={4}>
            {item.scopes.map((scope) => (
              <Badge key={scope} size="sm" variant="default">
                {scope}
              </Badge>
            ))}
          </Group>
          <Text size="xs" c="dimmed">
            {item.last_used_at ? (
              <>
                {t('keys.used')} <When at={item.last_used_at} />
              </>
            ) : (
              t('keys.unused')
            )}
            {item.expires_at && (
              <>
                {' · '}
                {t('keys.ends')} <When at={item.expires_at} />
              </>
            )}
          </Text>
        </div>
        <ActionIcon
          variant="subtle"
          color="red"
          aria-label={t('keys.delete', { name: item.name })}
          onClick={async () => {
            if (await confirmed(t('keys.delete', { name: item.name }), t('keys.deleteHint'))) {
              remove.mutate({ params: { path: { key_id: item.id } } })
            }
          }}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </Group>
    </Card>
  )
}
