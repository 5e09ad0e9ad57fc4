import { Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useAccounts, useMay } from '~/app/me'
import { Decide } from '~/areas/posts/post/Decide'
import { Reschedule } from '~/areas/posts/post/Reschedule'
import { Thumb } from '~/areas/posts/shared/Thumb'
import { Fault } from '~/ui/Fault'
import { StatusBadge } from '~/ui/StatusBadge'
import { exactly, When } from '~/ui/When'

/** A post of the calendar from near: both clocks, and moving it without a mouse. */
export function PostCard({ postId, onClose }: { postId: string | undefined; onClose: () => void }) {
  const { t } = useTranslation(['calendar', 'posts'])
  const may = useMay('manage-posts')
  const [moving, setMoving] = useState(false)
  const { accounts } = useAccounts()
  const { data: post, error } = query.useQuery(
    'get',
    '/api/v1/posts/{post_id}',
    { params: { path: { post_id: String(postId) } } },
    { enabled: postId !== undefined },
  )
  const at = post?.published_at ?? post?.scheduled_time
  const username = accounts.find(({ id }) => id === post?.account_id)?.username
  return (
    <Drawer opened={postId !== undefined} onClose={onClose} position="right" title={t('card.title')}>
      {error && <Fault error={error} />}
      {post && (
        <Stack>
          <Group wrap="nowrap" align="flex-start">
            <Thumb post={post} size={112} />
            <Stack gap={4}>
              <Group gap={6}>
                <StatusBadge status={post.status} />
                <Text size="sm">@{username}</Text>
              </Group>
              {at && (
                <>
                  <Text fw={650}>
                    <When at={at} />
                  </Text>
                  <Text size="sm">{t('clock.mine', { time: exactly(at) })}</Text>
                  {post.time_zone && (
                    <Text size="sm" c="dimmed">
                      {t('clock.theirs', { time: exactly(at, post.time_zone), zone: post.time_zone })}
                    </Text>
                  )}
                </>
              )}
            </Stack>
          </Group>
          <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} lineClamp={8}>
            {post.caption || t('posts:list.noCaption')}
          </Text>
          <Decide post={post} />
          <Group gap="xs">
            <Button renderRoot={(props) => <Link to="/posts/$postId" params={{ postId: post.id }} {...props} />}>
              {t('card.open')}
            </Button>
            {may && post.status === 'scheduled' && (
              <Button
                variant="default"
                leftSection={<IconClock size={16} aria-hidden />}
                onClick={() => setMoving(true)}
              >
                {t('posts:decide.reschedule')}
              </Button>
            )}
          </Group>
          <Reschedule post={post} opened={moving} onClose={() => setMoving(false)} />
        </Stack>
      )}
    </Drawer>
  )
}
