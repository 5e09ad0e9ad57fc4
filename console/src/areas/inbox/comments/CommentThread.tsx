import { Anchor, Box, Group, Loader, Paper, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api, query } from '~/api/client'
import { useMay } from '~/app/me'
import { Fault } from '~/ui/Fault'
import { When } from '~/ui/When'
import { Face } from '../shared/Face'
import type { Comment } from '../shared/shapes'
import { CommentAnswer } from './CommentAnswer'
import { CommentSigns } from './CommentSigns'
import classes from './Comments.module.css'
import { CommentTools } from './CommentTools'
import { refreshComments } from './MediaStrip'
import { Picture } from './Picture'
import type { KnownPost } from './usePosts'

interface CommentThreadProps {
  commentId: string
  posts: Map<string, KnownPost>
  onClose: () => void
}

/** A comment with everything in its thread, and what may be done about it. Looking at it makes it read. */
export function CommentThread({ commentId, posts, onClose }: CommentThreadProps) {
  const { t } = useTranslation('inbox')
  const may = useMay('send-messages')
  const params = { path: { comment_id: commentId } }
  const found = query.useQuery('get', '/api/v1/inbox/comments/{comment_id}', { params })
  const isUnread = found.data?.read_at === null
  useEffect(() => {
    if (!isUnread) return
    // A courtesy to colleagues; the next look tells it again.
    api
      .POST('/api/v1/inbox/comments/{comment_id}/read', { params: { path: { comment_id: commentId } } })
      .then(refreshComments, () => undefined)
  }, [commentId, isUnread])

  if (found.isPending) return <Loader m="xl" />
  if (found.isError) return <Fault error={found.error} onRetry={() => void found.refetch()} />
  const comment = found.data
  const post = posts.get(comment.media_id ?? '')
  const lines = comment.thread.length > 0 ? comment.thread : [comment]
  return (
    <Stack gap="md">
      {comment.media_id && (
        <Group gap="sm" wrap="nowrap">
          <Picture post={post} kind={comment.media_product_type} size={44} />
          <Box miw={0} flex={1}>
            <Text size="sm" lineClamp={1}>
              {post ? post.caption || t('comments.noCaption') : t('comments.elsewhere')}
            </Text>
            <Group gap="sm">
              {post && (
                <Anchor size="xs" href={`/posts/${post.id}`}>
                  {t('comments.openPost')}
                </Anchor>
              )}
              {post?.permalink && (
                <Anchor size="xs" href={post.permalink} target="_blank" rel="noreferrer">
                  {t('comments.onInstagram')}
                </Anchor>
              )}
            </Group>
          </Box>
        </Group>
      )}
      <Stack gap="xs">
        {lines.map((line) => (
          <Line key={line.id} line={line} isChosen={line.id === comment.id} />
        ))}
      </Stack>
      {comment.private_reply_message_id && comment.person_id && <PrivateTalk personId={comment.person_id} />}
      {may && <CommentAnswer comment={comment} />}
      {may && <CommentTools comment={comment} onDeleted={onClose} />}
    </Stack>
  )
}

function Line({ line, isChosen }: { line: Comment; isChosen: boolean }) {
  const { t } = useTranslation('inbox')
  const name = line.username ? `@${line.username}` : t('comments.somebody')
  return (
    <Paper
      withBorder={isChosen}
      p="xs"
      radius="md"
      className={line.parent_instagram_id ? classes.own : undefined}
      bg={line.is_own ? 'light-dark(var(--mantine-color-brand-0), var(--mantine-color-dark-6))' : undefined}
    >
      <Group gap={6} wrap="nowrap" mb={2}>
        <Face person={{ username: line.username }} size={22} />
        <Text size="sm" fw={600} truncate>
          {line.is_own ? t('comments.you', { name }) : name}
        </Text>
        <Text size="xs" c="dimmed" flex="none">
          <When at={line.commented_at} />
        </Text>
      </Group>
      <Text size="sm" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {line.text || t('comments.noText')}
      </Text>
      <CommentSigns comment={line} />
      {line.status_reason && (
        <Text size="xs" mt={2}>
          {line.status_reason}
        </Text>
      )}
    </Paper>
  )
}

/** The talk that a private reply began. */
function PrivateTalk({ personId }: { personId: string }) {
  const { t } = useTranslation('inbox')
  const found = query.useQuery('get', '/api/v1/inbox/people/{person_id}', { params: { path: { person_id: personId } } })
  const conversation = found.data?.conversations[0]
  if (!conversation) return null
  return (
    <Anchor size="sm" renderRoot={(props) => <Link to="/inbox" search={{ c: conversation, view: 'all' }} {...props} />}>
      {t('comments.toMessages')}
    </Anchor>
  )
}
