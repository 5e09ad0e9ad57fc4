import { Anchor, Text, Tooltip } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconCircleHalf2, IconCircleOff, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BoardPost } from '../shared/types'
import classes from './Board.module.css'

const SIGNS = {
  complete: IconCircleCheck,
  incomplete: IconCircleHalf2,
  failed: IconCircleOff,
  reading: IconCircleDashed,
}

/** A post of the week at the head of its column: number, owner, and how completely it was read. */
export function PostHead({ post }: { post: BoardPost }) {
  const { t } = useTranslation('exchange')
  const state = post.closed_at ? 'closed' : (post.reading ?? 'unread')
  const Sign = post.closed_at ? IconLock : post.reading ? SIGNS[post.reading] : IconCircleDashed
  const counted =
    post.comments_read === null
      ? ''
      : ` · ${t('reading.counted', { read: post.comments_read, of: post.expected ?? '?' })}`
  const words = `${t(`reading.${state}`)}${counted}${post.closed_reason ? ` · ${post.closed_reason}` : ''}`
  return (
    <th className={classes.post} scope="col">
      <Tooltip label={`@${post.username} · ${words}`} multiline maw={260}>
        <Anchor
          href={post.instagram_link}
          target="_blank"
          rel="noreferrer"
          fw={650}
          size="sm"
          c="inherit"
          display="block"
        >
          #{post.number}
          <Text span className={classes.name}>
            {post.username}
          </Text>
          <Sign size={14} aria-label={words} style={{ marginTop: 3, opacity: 0.75 }} />
        </Anchor>
      </Tooltip>
    </th>
  )
}
