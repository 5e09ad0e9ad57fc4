import { Badge, Group, Text } from '@mantine/core'
import { IconCornerUpLeft, IconMoon, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { counted } from '~/ui/numbers'
import { called, Face } from '../shared/Face'
import { LabelBadge } from '../shared/LabelBadge'
import { shortly } from '../shared/moments'
import type { Conversation } from '../shared/shapes'
import classes from './ConversationList.module.css'
import { WindowBadge } from './WindowBadge'

interface ConversationRowProps {
  conversation: Conversation
  now: number
  isOpen: boolean
  nameOf: (id: string | null) => string | null
}

/** Who, what was said last, and how long it may be answered. */
export const ConversationRow = memo(function ConversationRow({
  conversation: one,
  now,
  isOpen,
  nameOf,
}: ConversationRowProps) {
  const { t } = useTranslation('inbox')
  const isUnread = one.unread_count > 0
  const holder = nameOf(one.assignee_id)
  return (
    <Link
      from="/inbox"
      to="/inbox"
      search={(before) => ({ ...before, c: one.id, person: undefined })}
      className={classes.link}
      aria-current={isOpen}
      preload={false}
    >
      <Face person={one.person} size={40} />
      <div className={classes.words}>
        <Group gap={6} wrap="nowrap" justify="space-between">
          <Text size="sm" fw={isUnread ? 700 : 500} truncate>
            {called(one.person)}
          </Text>
          <Text size="xs" c="dimmed" className="tabular" flex="none">
            {shortly(one.last_message_at, now)}
          </Text>
        </Group>
        <Group gap={4} wrap="nowrap">
          {one.last_message_direction === 'out' && (
            <IconCornerUpLeft size={14} aria-label={t('list.answered')} color="var(--mantine-color-dimmed)" />
          )}
          <Text size="sm" c={isUnread ? undefined : 'dimmed'} fw={isUnread ? 600 : 400} truncate flex={1}>
            {one.last_message_text || t('list.noText')}
          </Text>
          {isUnread && (
            <Badge circle size="sm" variant="filled" aria-label={t('list.unread', { count: one.unread_count })}>
              {counted(one.unread_count)}
            </Badge>
          )}
        </Group>
        <Group gap={6} wrap="nowrap" mt={3} style={{ overflow: 'hidden' }}>
          <WindowBadge sending={one.sending.human} now={now} />
          {one.status === 'snoozed' && <IconMoon size={14} aria-label={t('status.snoozed')} />}
          {holder && (
            <Group gap={2} wrap="nowrap" c="dimmed" miw={0}>
              <IconUser size={13} aria-label={t('list.assigned')} style={{ flex: 'none' }} />
              <Text size="xs" truncate>
                {holder}
              </Text>
            </Group>
          )}
          {one.labels.slice(0, 2).map((label) => (
            <LabelBadge key={label.id} label={label} />
          ))}
        </Group>
      </div>
    </Link>
  )
})
