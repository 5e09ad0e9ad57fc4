import { ActionIcon, Alert, Button, CopyButton, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconDownload, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query } from '~/api/client'
import { download } from '~/api/files'
import { useAccounts, useMay } from '~/app/me'
import { confirmed } from '~/ui/confirm'
import { failed } from '~/ui/toasts'
import { exactly, When } from '~/ui/When'

const refresh = () => cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === '/api/v1/calendars' })

/** Addresses by which other calendars follow this one; each is shown once. */
export function SubscribeDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const may = useMay('manage-posts')
  const { accounts } = useAccounts()
  const [account, setAccount] = useState<string | null>(null)
  const { data } = query.useQuery('get', '/api/v1/calendars', {}, { enabled: opened })
  const make = query.useMutation('post', '/api/v1/calendars', { onError: failed, onSuccess: refresh })
  const remove = query.useMutation('delete', '/api/v1/calendars/{feed_id}', { onError: failed, onSuccess: refresh })
  const nameOf = (id: string | null) => {
    const found = accounts.find((one) => one.id === id)
    return found ? `@${found.username}` : t('common:account.all')
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('subscribe.title')} size="lg">
      <Stack>
        <Text size="sm" c="dimmed">
          {t('subscribe.lead')}
        </Text>
        {make.data && (
          <Alert color="teal" title={t('subscribe.once')}>
            <Group gap="xs" align="flex-end">
              <TextInput aria-label={t('subscribe.address')} value={make.data.url} readOnly style={{ flex: 1 }} />
              <CopyButton value={make.data.url}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy}>
                    {t(copied ? 'common:action.copied' : 'common:action.copy')}
                  </Button>
                )}
              </CopyButton>
            </Group>
          </Alert>
        )}
        {(data?.items ?? []).map((feed) => (
          <Group key={feed.id} justify="space-between" wrap="nowrap">
            <div>
              <Text size="sm" fw={550}>
                {nameOf(feed.account_id)}
              </Text>
              <Text size="xs" c="dimmed">
                {t('subscribe.made', { time: exactly(feed.created_at) })} ·{' '}
                {feed.read_at ? (
                  <>
                    {t('subscribe.read')} <When at={feed.read_at} />
                  </>
                ) : (
                  t('subscribe.unread')
                )}
              </Text>
            </div>
            {may && (
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={t('subscribe.remove', { name: nameOf(feed.account_id) })}
                onClick={() =>
                  void confirmed(t('subscribe.removeTitle'), t('subscribe.removeText')).then(
                    (yes) => yes && remove.mutate({ params: { path: { feed_id: feed.id } } }),
                  )
                }
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        <Group gap="xs" align="flex-end">
          <Select
            label={t('subscribe.what')}
            placeholder={t('common:account.all')}
            data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
            value={account}
            onChange={setAccount}
            clearable
            style={{ flex: '1 1 200px' }}
          />
          {may && (
            <Button loading={make.isPending} onClick={() => make.mutate({ body: { account_id: account } })}>
              {t('subscribe.make')}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() =>
              void download(`/api/v1/calendar.ics${account ? `?account_id=${account}` : ''}`, 'autogram.ics').catch(
                failed,
              )
            }
          >
            {t('subscribe.download')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
