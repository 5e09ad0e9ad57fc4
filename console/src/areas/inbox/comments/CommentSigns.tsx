import { Badge, Group } from '@mantine/core'
import {
  IconAd2,
  IconAlertTriangle,
  IconAt,
  IconBroadcast,
  IconClock,
  IconCornerDownRight,
  IconEyeOff,
  IconHelpCircle,
  IconMail,
  IconMessageReply,
  IconTrash,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Comment } from '../shared/shapes'

/** What a comment is and what became of it, each with its sign and its word. */
export function CommentSigns({ comment }: { comment: Comment }) {
  const { t } = useTranslation('inbox')
  const signs = SIGNS.filter(({ holds }) => holds(comment))
  if (signs.length === 0) return null
  return (
    <Group gap={4}>
      {signs.map(({ name, icon: Glyph, colour }) => (
        <Badge key={name} size="sm" variant="light" color={colour} leftSection={<Glyph size={12} aria-hidden />}>
          {t(`comments.sign.${name}`)}
        </Badge>
      ))}
    </Group>
  )
}

const SIGNS: { name: string; icon: typeof IconAt; colour: string; holds: (comment: Comment) => boolean }[] = [
  { name: 'mention', icon: IconAt, colour: 'grape', holds: (one) => one.kind === 'mention' },
  { name: 'live', icon: IconBroadcast, colour: 'pink', holds: (one) => one.kind === 'live' },
  { name: 'ad', icon: IconAd2, colour: 'gray', holds: (one) => one.ad_id !== null },
  {
    name: 'reply',
    icon: IconCornerDownRight,
    colour: 'gray',
    holds: (one) => one.parent_instagram_id !== null && !one.is_own,
  },
  { name: 'deleted', icon: IconTrash, colour: 'gray', holds: (one) => one.deleted_at !== null },
  { name: 'hidden', icon: IconEyeOff, colour: 'gray', holds: (one) => one.hidden_at !== null },
  { name: 'answered', icon: IconMessageReply, colour: 'teal', holds: (one) => one.replied_at !== null && !one.is_own },
  { name: 'private', icon: IconMail, colour: 'teal', holds: (one) => one.private_reply_message_id !== null },
  { name: 'sending', icon: IconClock, colour: 'gray', holds: (one) => one.status === 'sending' },
  { name: 'failed', icon: IconAlertTriangle, colour: 'red', holds: (one) => one.status === 'failed' },
  { name: 'unconfirmed', icon: IconHelpCircle, colour: 'yellow', holds: (one) => one.status === 'unconfirmed' },
]
