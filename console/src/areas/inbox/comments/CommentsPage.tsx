import { Box, Drawer, Group, Paper, SegmentedControl, Stack } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAccounts } from '~/app/me'
import { Page } from '~/ui/Page'
import { SearchField } from '../conversations/ListHead'
import { COMMENT_VIEWS, type CommentSearch } from '../search'
import { AccountPicker } from '../shared/AccountPicker'
import { CommentList } from './CommentList'
import classes from './Comments.module.css'
import { CommentThread } from './CommentThread'
import { MediaStrip } from './MediaStrip'
import { NoComment } from './NoComment'
import { usePosts } from './usePosts'

/** What people write below the account's media: by media or all, with the thread and what may be answered. */
export function CommentsPage() {
  const { t } = useTranslation('inbox')
  const search = useSearch({ from: '/app/comments' })
  const navigate = useNavigate({ from: '/comments' })
  const isWide = useMediaQuery('(min-width: 68em)', undefined, { getInitialValueInEffect: false })
  const { accounts } = useAccounts()
  const posts = usePosts()
  const change = (more: Partial<CommentSearch>) => void navigate({ search: (now) => ({ ...now, ...more }) })
  // Media belong to one account; where there is only one, it is meant.
  const account = search.account ?? (accounts.length === 1 ? accounts[0]?.id : undefined)
  const thread = search.c && (
    <CommentThread key={search.c} commentId={search.c} posts={posts} onClose={() => change({ c: undefined })} />
  )

  return (
    <Page
      title={t('comments.title')}
      lead={t('comments.lead')}
      actions={
        <AccountPicker
          value={search.account}
          onChange={(chosen) => change({ account: chosen, media: undefined, c: undefined })}
          withAll
        />
      }
    >
      <Stack gap="md">
        {account && (
          <MediaStrip
            account={account}
            chosen={search.media}
            posts={posts}
            onChoose={(media) => change({ media, account: media ? account : search.account, c: undefined })}
          />
        )}
        <Group gap="sm">
          <Box className={classes.views}>
            <SegmentedControl
              size="xs"
              aria-label={t('comments.show')}
              value={search.view ?? 'all'}
              onChange={(value) =>
                change({ view: value === 'all' ? undefined : COMMENT_VIEWS.find((one) => one === value), c: undefined })
              }
              data={COMMENT_VIEWS.map((view) => ({ value: view, label: t(`comments.view.${view}`) }))}
            />
          </Box>
          <Box flex="1 1 200px" maw={320}>
            <SearchField value={search.q} onChange={(q) => change({ q })} label={t('comments.search')} />
          </Box>
        </Group>
        <div className={classes.panes}>
          <Box flex={1} miw={0}>
            <CommentList
              search={{ ...search, account: search.media ? account : search.account }}
              posts={posts}
              onChange={change}
            />
          </Box>
          {isWide && (
            <Paper withBorder className={classes.thread} component="section" aria-label={t('comments.thread')}>
              {thread || <NoComment />}
            </Paper>
          )}
        </div>
      </Stack>
      {!isWide && (
        <Drawer
          opened={Boolean(search.c)}
          onClose={() => change({ c: undefined })}
          position="right"
          size="md"
          title={t('comments.thread')}
          closeButtonProps={{ 'aria-label': t('common:action.close') }}
        >
          {thread}
        </Drawer>
      )}
    </Page>
  )
}
