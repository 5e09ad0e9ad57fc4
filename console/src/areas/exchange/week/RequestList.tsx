import { ActionIcon, Anchor, Badge, Card, Group, Menu, Stack, Text } from '@mantine/core'
import { IconDots, IconLock, IconLockOpen, IconTrash, IconWorldShare } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api, query } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { Empty } from '~/ui/Empty'
import { When } from '~/ui/When'
import { askReason } from '../shared/AskReason'
import { acted, PAGED, useMayManage } from '../shared/data'
import { Handle } from '../shared/Handle'
import { Listed } from '../shared/Listed'
import type { Request } from '../shared/types'

/** What members asked comments for in a week. */
export function RequestList({ week }: { week: string }) {
  const { t } = useTranslation('exchange')
  const found = query.useInfiniteQuery('get', '/api/v1/exchange/requests', { params: { query: { week } } }, PAGED)
  return (
    <Listed found={found} empty={<Empty icon={IconWorldShare} title={t('board.none')} text={t('board.noneText')} />}>
      {(requests) => (
        <Stack gap="xs">
          {requests.map((request) => (
            <RequestRow key={request.id} request={request} />
          ))}
        </Stack>
      )}
    </Listed>
  )
}

function RequestRow({ request }: { request: Request }) {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const params = { path: { request_id: request.id } }

  async function withReason(how: 'close' | 'reopen') {
    const reason = await askReason({
      title: t(`request.${how}`),
      text: t(`request.${how}Text`),
      yes: t(`request.${how}`),
    })
    if (reason === null) return
    const body = { reason }
    await acted(api.POST(`/api/v1/exchange/requests/{request_id}/${how}`, { params, body }), t(`request.${how}Done`))
  }

  async function withdraw() {
    if (!(await confirmed(t('request.withdraw'), t('request.withdrawText'), t('request.withdraw')))) return
    await acted(api.DELETE('/api/v1/exchange/requests/{request_id}', { params }), t('request.withdrawn'))
  }

  return (
    <Card padding="sm">
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Group gap="sm" miw={0}>
          <Text fw={650} className="tabular" c="dimmed">
            #{request.number}
          </Text>
          <Handle name={request.username} />
          <Anchor href={request.instagram_link} target="_blank" rel="noreferrer" size="sm" truncate>
            {request.instagram_link.replace('https://www.instagram.com', '')}
          </Anchor>
          <Badge variant="default">{t(`source.${request.source}`)}</Badge>
          {request.closed_at && (
            <Badge color="gray" variant="light" leftSection={<IconLock size={12} aria-hidden />}>
              {request.is_withdrawn ? t('request.wasWithdrawn') : t('request.closed')}
            </Badge>
          )}
          <Text size="sm" c="dimmed">
            <When at={request.requested_at} />
            {request.closed_reason && ` · ${request.closed_reason}`}
          </Text>
        </Group>
        {mayManage && !request.is_withdrawn && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={t('request.menu', { number: request.number })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {request.closed_at ? (
                <Menu.Item
                  leftSection={<IconLockOpen size={16} aria-hidden />}
                  onClick={() => void withReason('reopen')}
                >
                  {t('request.reopen')}
                </Menu.Item>
              ) : (
                <>
                  <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={() => void withReason('close')}>
                    {t('request.close')}
                  </Menu.Item>
                  <Menu.Item
                    color="red"
                    leftSection={<IconTrash size={16} aria-hidden />}
                    onClick={() => void withdraw()}
                  >
                    {t('request.withdraw')}
                  </Menu.Item>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
    </Card>
  )
}
