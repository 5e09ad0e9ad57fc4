import { Button, Group, Menu } from '@mantine/core'
import {
  IconArchive,
  IconCheck,
  IconChevronDown,
  IconHourglass,
  IconInbox,
  IconMailOpened,
  IconMoon,
} from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { failed, told } from '~/ui/toasts'
import { exactly } from '~/ui/When'
import type { Conversation } from '../shared/shapes'
import { useChange } from './useChange'
import { refreshInbox } from './useThread'

/** How it stands: close it with one press, or let it rest, wait, be put away. */
export function StatusMenu({ conversation, onGone }: { conversation: Conversation; onGone: () => void }) {
  const { t } = useTranslation('inbox')
  const change = useChange(conversation)
  const archive = query.useMutation('delete', '/api/v1/inbox/conversations/{conversation_id}', {
    onSuccess: () => {
      told(t('status.putAway'))
      void refreshInbox()
      onGone()
    },
    onError: failed,
  })
  const before = { status: conversation.status, snoozed_until: conversation.snoozed_until }
  const turn = (status: 'open' | 'waiting' | 'closed') =>
    void change.apply(
      { status },
      t(`status.now.${status}`),
      conversation.status === 'snoozed' ? before : { status: conversation.status },
    )
  const snooze = (until: dayjs.Dayjs) =>
    void change.apply(
      { status: 'snoozed', snoozed_until: until.toISOString() },
      t('status.now.snoozed', { until: exactly(until.toISOString()) }),
      { status: conversation.status === 'snoozed' ? 'open' : conversation.status },
    )
  const isClosed = conversation.status === 'closed'
  return (
    <Group gap={0} wrap="nowrap">
      <Button
        variant="default"
        size="xs"
        loading={change.isPending}
        leftSection={isClosed ? <IconMailOpened size={14} aria-hidden /> : <IconCheck size={14} aria-hidden />}
        style={{ borderTopRightRadius: 0, borderBottomRightRadius: 0 }}
        onClick={() => turn(isClosed ? 'open' : 'closed')}
      >
        {isClosed ? t('status.reopen') : t('status.close')}
      </Button>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button
            variant="default"
            size="xs"
            px={6}
            aria-label={t('status.more')}
            style={{ borderTopLeftRadius: 0, borderBottomLeftRadius: 0, borderLeft: 0 }}
          >
            <IconChevronDown size={14} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('status.snoozeUntil')}</Menu.Label>
          {restUntil().map(({ name, until }) => (
            <Menu.Item key={name} leftSection={<IconMoon size={16} aria-hidden />} onClick={() => snooze(until)}>
              {t(`status.rest.${name}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {conversation.status !== 'open' && !isClosed && (
            <Menu.Item leftSection={<IconInbox size={16} aria-hidden />} onClick={() => turn('open')}>
              {t('status.toOpen')}
            </Menu.Item>
          )}
          {conversation.status !== 'waiting' && (
            <Menu.Item leftSection={<IconHourglass size={16} aria-hidden />} onClick={() => turn('waiting')}>
              {t('status.toWaiting')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconArchive size={16} aria-hidden />}
            onClick={() => archive.mutate({ params: { path: { conversation_id: conversation.id } } })}
          >
            {t('status.archive')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}

function restUntil(): { name: 'hours' | 'tomorrow' | 'monday'; until: dayjs.Dayjs }[] {
  const morning = dayjs().startOf('day').add(9, 'hour')
  const days = (8 - dayjs().day()) % 7 || 7
  return [
    { name: 'hours', until: dayjs().add(3, 'hour') },
    { name: 'tomorrow', until: morning.add(1, 'day') },
    { name: 'monday', until: morning.add(days, 'day') },
  ]
}
