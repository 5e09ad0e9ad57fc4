import { Badge, Button, Center, Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconChecks, IconStack2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query } from '~/api/client'
import { compact } from '~/ui/numbers'
import { failed, told } from '~/ui/toasts'
import { flat, PAGES } from '../shared/pages'
import classes from './Comments.module.css'
import { Picture } from './Picture'
import type { KnownPost } from './usePosts'

interface MediaStripProps {
  account: string
  chosen: string | undefined
  posts: Map<string, KnownPost>
  onChoose: (media: string | undefined) => void
}

/** The account's media, the last commented on first, each with what is new below it. */
export function MediaStrip({ account, chosen, posts, onChoose }: MediaStripProps) {
  const { t } = useTranslation('inbox')
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/inbox/comments/media',
    { params: { query: { account_id: account, limit: 30 } } },
    PAGES,
  )
  const read = query.useMutation('post', '/api/v1/inbox/comments/media/{media_id}/read', {
    onSuccess: ({ marked }) => {
      told(t('comments.marked', { count: marked }))
      void refreshComments()
    },
    onError: failed,
  })
  const media = flat(found.data)
  if (media.length === 0) return null
  const open = media.find((one) => one.media_id === chosen)
  return (
    <div>
      <ul className={classes.strip} aria-label={t('comments.media')}>
        <li>
          <UnstyledButton className={classes.media} aria-pressed={!chosen} onClick={() => onChoose(undefined)}>
            <Center w={62} h={62} c="dimmed">
              <IconStack2 size={30} stroke={1.5} aria-hidden />
            </Center>
            <Text size="xs">{t('comments.all')}</Text>
          </UnstyledButton>
        </li>
        {media.map((one) => (
          <li key={one.media_id}>
            <UnstyledButton
              className={classes.media}
              aria-pressed={one.media_id === chosen}
              title={posts.get(one.media_id)?.caption}
              onClick={() => onChoose(one.media_id === chosen ? undefined : one.media_id)}
            >
              <VisuallyHidden>{posts.get(one.media_id)?.caption || t('comments.elsewhere')}: </VisuallyHidden>
              <Picture post={posts.get(one.media_id)} kind={one.media_product_type} size={62} />
              <Group gap={4} wrap="nowrap">
                <Text size="xs" className="tabular">
                  {compact(one.comments)}
                  <VisuallyHidden> {t('comments.count', { count: one.comments })}</VisuallyHidden>
                </Text>
                {one.unread > 0 && (
                  <Badge size="xs" variant="filled" aria-label={t('comments.unread', { count: one.unread })} role="img">
                    {compact(one.unread)}
                  </Badge>
                )}
              </Group>
            </UnstyledButton>
          </li>
        ))}
        {found.hasNextPage && (
          <li>
            <Button
              variant="subtle"
              h={90}
              loading={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              {t('common:action.more')}
            </Button>
          </li>
        )}
      </ul>
      {open && (
        <Group gap="xs" mt={4}>
          <Text size="sm" c="dimmed" lineClamp={1} flex={1}>
            {posts.get(open.media_id)?.caption ?? t('comments.elsewhere')}
          </Text>
          {open.unread > 0 && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconChecks size={14} aria-hidden />}
              loading={read.isPending}
              onClick={() =>
                read.mutate({ params: { path: { media_id: open.media_id } }, body: { account_id: account } })
              }
            >
              {t('comments.readAll')}
            </Button>
          )}
        </Group>
      )}
    </div>
  )
}

/** Everything about comments is looked at anew. */
export function refreshComments(): Promise<void> {
  return cache.invalidateQueries({
    predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/inbox/comments'),
  })
}
