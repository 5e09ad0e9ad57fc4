import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useMay } from '~/app/me'
import { StatusBadge } from '~/ui/StatusBadge'

const MOST = 10

/** The posts that show the item. */
export function WhereUsed({ mediaId }: { mediaId: string }) {
  const { t } = useTranslation('media')
  const may = useMay('view-posts')
  const { data } = query.useQuery(
    'get',
    '/api/v1/posts',
    { params: { query: { media_id: mediaId, limit: MOST } } },
    { enabled: may },
  )
  if (!data) return null
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {data.posts.length === 0
          ? t('unused')
          : t(data.next_cursor ? 'usedMore' : 'used', { count: data.posts.length })}
      </Text>
      {data.posts.map(({ id, caption, status, post_type }) => (
        <Group key={id} justify="space-between" wrap="nowrap" gap="xs">
          <Anchor
            size="sm"
            truncate
            renderRoot={(props) => <Link to="/posts/$postId" params={{ postId: id }} {...props} />}
          >
            {caption || t(`common:type.${post_type}`)}
          </Anchor>
          <StatusBadge status={status} />
        </Group>
      ))}
    </Stack>
  )
}
