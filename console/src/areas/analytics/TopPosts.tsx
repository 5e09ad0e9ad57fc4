import { Card, ScrollArea, Table, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { compact, percent } from '~/ui/numbers'
import { exactly } from '~/ui/When'

/** The posts that reached the most people. */
export function TopPosts({ posts }: { posts: Schema<'PostRow'>[] }) {
  const { t } = useTranslation('analytics')
  if (posts.length === 0) return null
  return (
    <Card>
      <Title order={2} size="h3" mb="sm">
        {t('overview.top')}
      </Title>
      <ScrollArea type="auto" viewportProps={{ tabIndex: 0 }}>
        <Table miw={620}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('overview.post')}</Table.Th>
              {(['reach', 'views', 'interactions', 'engagement_rate'] as const).map((name) => (
                <Table.Th key={name} ta="right">
                  {t(`overview.figure.${name}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {posts.map((post) => (
              <Table.Tr key={post.post_id}>
                <Table.Td maw={320}>
                  <Text
                    size="sm"
                    lineClamp={1}
                    renderRoot={(props) => <Link to="/posts/$postId" params={{ postId: post.post_id }} {...props} />}
                  >
                    {post.caption || t(`common:type.${post.post_type}`, { defaultValue: post.post_type })}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {exactly(post.published_at)}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">{compact(post.reach)}</Table.Td>
                <Table.Td ta="right">{compact(post.views)}</Table.Td>
                <Table.Td ta="right">{compact(post.interactions)}</Table.Td>
                <Table.Td ta="right">{percent(post.engagement_rate)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Card>
  )
}
