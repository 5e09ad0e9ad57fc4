import { ActionIcon, Button, Checkbox, Group, Popover, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { IconTag, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { failed } from '~/ui/toasts'
import { LABEL_COLOURS, LabelBadge } from '../shared/LabelBadge'
import type { Conversation, Label } from '../shared/shapes'
import { refreshInbox } from './useThread'

/** Labels of a conversation: tick them, make new ones, delete old ones. */
export function LabelMenu({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('inbox')
  const [name, setName] = useState('')
  const labels = query.useQuery('get', '/api/v1/inbox/labels', {})
  const done = { onSuccess: () => void refreshInbox(), onError: failed }
  const put = query.useMutation('put', '/api/v1/inbox/conversations/{conversation_id}/labels/{label_id}', done)
  const take = query.useMutation('delete', '/api/v1/inbox/conversations/{conversation_id}/labels/{label_id}', done)
  const create = query.useMutation('post', '/api/v1/inbox/labels', { onError: failed })
  const remove = query.useMutation('delete', '/api/v1/inbox/labels/{label_id}', { onError: failed })
  const held = new Set(conversation.labels.map((label) => label.id))
  const params = (label: Label) => ({ path: { conversation_id: conversation.id, label_id: label.id } })

  const add = async () => {
    const wished = name.trim()
    if (!wished) return
    const known = labels.data?.find((label) => label.name.toLowerCase() === wished.toLowerCase())
    const color = LABEL_COLOURS[(labels.data?.length ?? 0) % LABEL_COLOURS.length] ?? 'gray'
    const label = known ?? (await create.mutateAsync({ body: { name: wished, color } }).catch(() => undefined))
    if (!label) return
    setName('')
    void labels.refetch()
    put.mutate({ params: params(label) })
  }
  const forget = async (label: Label) => {
    if (!(await confirmed(t('label.delete', { name: label.name }), t('label.deleteHint'), t('common:action.delete'))))
      return
    await remove.mutateAsync({ params: { path: { label_id: label.id } } }).catch(() => undefined)
    void labels.refetch()
    void refreshInbox()
  }
  return (
    <Popover position="bottom-end" width={260} trapFocus>
      <Popover.Target>
        <Tooltip label={t('label.many')}>
          <ActionIcon variant="default" size={30} aria-label={t('label.many')}>
            <IconTag size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {labels.data?.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('label.none')}
            </Text>
          )}
          {labels.data?.map((label) => (
            <Group key={label.id} justify="space-between" wrap="nowrap">
              <Checkbox
                checked={held.has(label.id)}
                label={<LabelBadge label={label} />}
                onChange={(event) => (event.currentTarget.checked ? put : take).mutate({ params: params(label) })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t('label.delete', { name: label.name })}
                onClick={() => void forget(label)}
              >
                <IconTrash size={14} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <form
            onSubmit={(event) => {
              event.preventDefault()
              void add()
            }}
          >
            <Group gap={6} wrap="nowrap">
              <TextInput
                size="xs"
                flex={1}
                maxLength={50}
                aria-label={t('label.new')}
                placeholder={t('label.new')}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button size="xs" type="submit" variant="light" disabled={!name.trim()} loading={create.isPending}>
                {t('common:action.add')}
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
