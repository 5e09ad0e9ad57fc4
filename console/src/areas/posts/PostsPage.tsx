import { Button, Card, Group, Skeleton, Stack } from '@mantine/core'
import { IconFileImport, IconLayoutGrid, IconPlus, IconRepeat } from '@tabler/icons-react'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccounts, useMay } from '~/app/me'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { BulkBar } from './list/BulkBar'
import { Filters } from './list/Filters'
import { PostRow } from './list/PostRow'
import rows from './list/PostRow.module.css'
import { usePosts } from './list/usePosts'

/** All posts, whatever their state. */
export function PostsPage() {
  const { t } = useTranslation('posts')
  const search = useSearch({ from: '/app/posts' })
  const may = useMay('manage-posts')
  const { accounts } = useAccounts()
  const { posts, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePosts(search)
  const [chosen, setChosen] = useState<string[]>([])
  const narrowed = Object.values(search).some(Boolean)
  const taken = posts.filter(({ id }) => chosen.includes(id))
  return (
    <Page
      title={t('common:nav.posts')}
      actions={
        may && (
          <>
            <Button
              variant="default"
              leftSection={<IconRepeat size={16} aria-hidden />}
              renderRoot={(props) => <Link to="/posts/recurring" {...props} />}
            >
              {t('recurring.title')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFileImport size={16} aria-hidden />}
              renderRoot={(props) => <Link to="/posts/import" {...props} />}
            >
              {t('import.short')}
            </Button>
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              renderRoot={(props) => <Link to="/compose" {...props} />}
            >
              {t('common:action.newPost')}
            </Button>
          </>
        )
      }
    >
      <Filters search={search} />
      {error && <Fault error={error} onRetry={() => void refetch()} />}
      {isPending && (
        <Stack gap="xs" aria-busy>
          {['a', 'b', 'c', 'd', 'e'].map((key) => (
            <Skeleton key={key} h={80} radius="md" />
          ))}
        </Stack>
      )}
      {!isPending && !error && posts.length === 0 && (
        <Empty
          icon={IconLayoutGrid}
          title={t(narrowed ? 'list.noneFound' : 'list.none')}
          text={t(narrowed ? 'list.noneFoundHint' : 'list.noneHint')}
        >
          {narrowed && (
            <Button variant="default" renderRoot={(props) => <Link to="/posts" search={{}} {...props} />}>
              {t('list.showAll')}
            </Button>
          )}
        </Empty>
      )}
      {posts.length > 0 && (
        <Card padding="xs">
          <ul className={rows.list} aria-label={t('common:nav.posts')}>
            {posts.map((post) => (
              <PostRow
                key={post.id}
                post={post}
                username={accounts.find(({ id }) => id === post.account_id)?.username}
                chosen={chosen.includes(post.id)}
                onChoose={
                  may
                    ? (yes) =>
                        setChosen((before) => (yes ? [...before, post.id] : before.filter((id) => id !== post.id)))
                    : undefined
                }
              />
            ))}
          </ul>
        </Card>
      )}
      {hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('common:action.more')}
          </Button>
        </Group>
      )}
      {taken.length > 0 && <BulkBar chosen={taken} onDone={setChosen} />}
    </Page>
  )
}
