import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { PAGED } from '~/areas/exchange/shared/data'
import { Fault } from '~/ui/Fault'
import { When } from '~/ui/When'
import { Panel } from '../frame/Panel'
import { PostLink } from '../frame/PostLink'
import type { PublicCommunity } from '../frame/PublicFrame'

/** What is to be commented on this week. */
export function WeekPosts({ community }: { community: PublicCommunity }) {
  const { t } = useTranslation('open')
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/exchange/public/{slug}/requests',
    { params: { path: { slug: community.slug }, query: { limit: 20 } } },
    PAGED,
  )
  const posts = found.data?.pages.flatMap((page) => page.items)
  return (
    <Panel title={t('posts')} lead={t('postsLead')}>
      {found.error && !posts && <Fault error={found.error} />}
      {!posts && !found.error && <Skeleton h={120} />}
      {posts?.length === 0 && <Text size="sm">{community.visibility === 'members' ? t('hidden') : t('noPosts')}</Text>}
      <Stack gap={2}>
        {posts?.map((post) => (
          <PostLink
            key={post.number}
            link={post.instagram_link}
            number={post.number}
            owner={`@${post.username}`}
            note={<When at={post.requested_at} />}
          />
        ))}
      </Stack>
      {found.hasNextPage && (
        <Button
          variant="default"
          fullWidth
          mt="sm"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('common:action.more')}
        </Button>
      )}
    </Panel>
  )
}
