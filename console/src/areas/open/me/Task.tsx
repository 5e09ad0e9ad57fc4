import { Badge, Button, Group, Text } from '@mantine/core'
import { IconCheck, IconClock, IconMinus, IconQuestionMark } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { When } from '~/ui/When'
import { PostLink } from '../frame/PostLink'
import { Appeal } from './Appeal'
import classes from './Task.module.css'
import type { Who } from './useMember'

const SIGNS = {
  seen: { icon: IconCheck, color: 'teal' },
  missing: { icon: IconMinus, color: 'orange' },
  pending: { icon: IconClock, color: 'gray' },
  unknown: { icon: IconQuestionMark, color: 'gray' },
}

/** One post to comment on: open it, see whether the comment was found, object if not. */
export function Task({ who, task }: { who: Who; task: Schema<'OwnTask'> }) {
  const { t } = useTranslation('open')
  const [appealing, setAppealing] = useState(false)
  const look = task.is_verified ? 'seen' : task.finding === 'seen' ? 'missing' : task.finding
  const { icon: Sign, color } = SIGNS[look]
  return (
    <div className={classes.task}>
      <PostLink
        link={task.instagram_link}
        number={task.number}
        owner={`@${task.username}`}
        note={<When at={task.requested_at} />}
      />
      <Group gap="xs" justify="space-between" pl={50}>
        <Badge color={color} variant="light" leftSection={<Sign size={12} aria-hidden />}>
          {t(`task.${look}`)}
        </Badge>
        {task.verification_id && !task.is_verified && task.finding !== 'pending' && !task.appeal && (
          <Button size="compact-sm" variant="subtle" onClick={() => setAppealing(!appealing)} aria-expanded={appealing}>
            {t('appeal.begin')}
          </Button>
        )}
      </Group>
      <div className={classes.more}>
        {task.comment_text && (
          <Text size="sm">
            “{task.comment_text}”
            {task.commented_at && (
              <Text span size="xs" c="dimmed">
                {' '}
                · <When at={task.commented_at} />
              </Text>
            )}
          </Text>
        )}
        {!task.is_verified && task.reason && (
          <Text size="xs" c="dimmed">
            {task.reason}
          </Text>
        )}
        {task.decision_reason && (
          <Text size="xs" c="dimmed">
            {t('task.decision')}: {task.decision_reason}
          </Text>
        )}
        {task.appeal && (
          <Text size="sm">
            <b>{t(`appeal.${task.appeal.status}`)}</b> · {task.appeal.text}
            {task.appeal.decision_reason && ` → ${task.appeal.decision_reason}`}
          </Text>
        )}
        {appealing && task.verification_id && (
          <Appeal who={who} verificationId={task.verification_id} onDone={() => setAppealing(false)} />
        )}
      </div>
    </div>
  )
}
