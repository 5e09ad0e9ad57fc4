import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { useMay } from '~/app/me'
import { When } from '~/ui/When'

/** The latest comments below a post that is live; answering is the inbox's. */
export function Comments({ post }: { post: Schema<'PostRead'> }) {
  const { t } = useTranslation('posts')
  const may = useMay('view-messages')
  const { data } = query.useQuery(
    'get',
    '/api/v1/inbox/comments',
    { params: { query: { account_id: post.account_id, media_id: post.instagram_post_id, limit: 5 } } },
    { enabled: may && post.instagram_post_id !== null },
  )
  if (!data) return null
  return (
    <Card component="section" aria-labelledby="comments">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3" id="comments">
          {t('common:nav.comments')}
        </Title>
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link
              to="/comments"
              search={{ account: post.account_id, media: post.instagram_post_id } as never}
              {...props}
            />
          )}
        >
          {t('comments.answer')}
        </Anchor>
      </Group>
      {data.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('comments.none')}
        </Text>
      )}
      <Stack gap="sm">
        {data.items.map((comment) => (
          <div key={comment.id}>
            <Group gap={8} fz="sm">
              <b>@{comment.username ?? '?'}</b>
              <Text size="xs" c="dimmed">
                <When at={comment.commented_at} />
              </Text>
            </Group>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {comment.text}
            </Text>
          </div>
        ))}
      </Stack>
    </Card>
  )
}
