import { Badge, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { When } from '~/ui/When'
import type { Comment } from '../shared/shapes'
import { CommentSigns } from './CommentSigns'
import classes from './Comments.module.css'
import { Picture } from './Picture'
import type { KnownPost } from './usePosts'

/** One comment in the list: below what, by whom, and whether it is dealt with. */
export function CommentCard({
  comment,
  post,
  isOpen,
}: {
  comment: Comment
  post: KnownPost | undefined
  isOpen: boolean
}) {
  const { t } = useTranslation('inbox')
  const isUnread = comment.read_at === null
  return (
    <Link
      from="/comments"
      to="/comments"
      search={(before) => ({ ...before, c: comment.id })}
      className={classes.card}
      aria-current={isOpen}
      preload={false}
      resetScroll={false}
    >
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Picture post={post} kind={comment.media_product_type} size={48} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Group gap={6} wrap="nowrap" justify="space-between">
            <Group gap={6} wrap="nowrap" miw={0}>
              <Text size="sm" fw={isUnread ? 700 : 500} truncate>
                {comment.username ? `@${comment.username}` : t('comments.somebody')}
              </Text>
              {isUnread && (
                <Badge size="xs" variant="filled" flex="none">
                  {t('comments.new')}
                </Badge>
              )}
            </Group>
            <Text size="xs" c="dimmed" flex="none">
              <When at={comment.commented_at} />
            </Text>
          </Group>
          <Text size="sm" lineClamp={2} my={2} style={{ overflowWrap: 'anywhere' }}>
            {comment.text || t('comments.noText')}
          </Text>
          <CommentSigns comment={comment} />
        </div>
      </Group>
    </Link>
  )
}
