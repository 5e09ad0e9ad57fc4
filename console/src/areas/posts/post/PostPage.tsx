import { Alert, Anchor, Grid, Stack } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { useAccounts } from '~/app/me'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { PageSkeleton } from '~/ui/PageSkeleton'
import { StatusBadge } from '~/ui/StatusBadge'
import { exactly, When } from '~/ui/When'
import { Actions } from './Actions'
import { Comments } from './Comments'
import { Decide } from './Decide'
import { Facts } from './Facts'
import { PhonePreview } from './PhonePreview'
import classes from './PostPage.module.css'
import { Truth } from './Truth'

// The chart is the heaviest thing of the page, and the last that one looks at.
const Figures = lazy(() => import('./Figures').then((module) => ({ default: module.Figures })))

/** One post: what it is, what happened to it, and what can be done. */
export function PostPage() {
  const { t } = useTranslation('posts')
  const { postId } = useParams({ from: '/app/posts/$postId' })
  const path = { params: { path: { post_id: postId } } }
  const found = query.useQuery('get', '/api/v1/posts/{post_id}', path)
  const receipt = query.useQuery('get', '/api/v1/posts/{post_id}/receipt', path)
  const { accounts } = useAccounts()
  if (found.error) return <Fault error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <PageSkeleton />
  const post = found.data
  const username = accounts.find(({ id }) => id === post.account_id)?.username ?? ''
  return (
    <Page
      title={t('post.title', { type: t(`common:type.${post.post_type}`), account: username })}
      lead={<Lead post={post} />}
      actions={<Actions post={post} />}
    >
      <Decide post={post} />
      {post.status === 'scheduled' && post.waiting_reason && (
        <Alert color="brand" icon={<IconHourglass aria-hidden />} title={t('post.waits')}>
          {post.waiting_reason}
        </Alert>
      )}
      {receipt.error && <Fault error={receipt.error} onRetry={() => void receipt.refetch()} />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <Truth post={post} receipt={receipt.data} />
            {post.status === 'published' && (
              <Suspense>
                <Figures postId={post.id} />
              </Suspense>
            )}
            <Comments post={post} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <PhonePreview post={post} username={username} />
            <Facts post={post} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

function Lead({ post }: { post: Schema<'PostRead'> }) {
  const { t } = useTranslation('posts')
  const at = post.published_at ?? post.scheduled_time
  return (
    <span className={classes.lead}>
      <StatusBadge status={post.status} />
      {at && (
        <span>
          <When at={at} /> · {exactly(at)}
          {post.time_zone && ` · ${t('post.there', { time: exactly(at, post.time_zone), zone: post.time_zone })}`}
        </span>
      )}
      <Anchor inherit underline="always" renderRoot={(props) => <Link to="/posts" {...props} />}>
        {t('post.all')}
      </Anchor>
    </span>
  )
}
