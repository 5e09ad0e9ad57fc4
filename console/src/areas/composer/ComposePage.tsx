import { Button } from '@mantine/core'
import { IconBrandInstagram, IconLock } from '@tabler/icons-react'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { useAccounts } from '~/app/me'
import { useConnect } from '~/areas/settings/accounts/useConnect'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { PageSkeleton } from '~/ui/PageSkeleton'
import { Composer } from './Composer'
import { type Draft, draftOf, EMPTY, fittingType, mediaOf } from './draft'
import type { ComposeSearch } from './routes'
import { forgetUnsaved, unsavedDraft } from './unsaved'
import { useItems } from './useItems'

/** A new post. Once it is saved its id stands in the address, so that it is there again after a reload. */
export function NewPostPage() {
  const search = useSearch({ from: '/app/compose' })
  const navigate = useNavigate({ from: '/compose' })
  const [round, setRound] = useState(0)
  const [made, setMade] = useState<{ id: string; isInAddress: boolean } | null>(null)

  if (made && !made.isInAddress && search.post === made.id) setMade({ ...made, isInAddress: true })
  if (made?.isInAddress && search.post !== made.id) {
    // Somebody asked for another post while this page was open.
    setMade(null)
    setRound(round + 1)
  }
  if (search.post && search.post !== made?.id) return <KnownPost key={search.post} postId={search.post} />
  return (
    <FreshPost
      key={round}
      search={search}
      onMade={(post) => {
        setMade({ id: post, isInAddress: false })
        void navigate({ search: (before) => ({ post, at: before.at }), replace: true })
      }}
    />
  )
}

/** A post that is there already. */
export function EditPostPage() {
  const { postId } = useParams({ from: '/app/compose/$postId' })
  return <KnownPost key={postId} postId={postId} />
}

/** From nothing, from what the address says, or from what was not saved the last time. */
function FreshPost({ search, onMade }: { search: ComposeSearch; onMade: (postId: string) => void }) {
  const { accounts, isPending } = useAccounts()
  const [ids] = useState(() => search.media?.split(',') ?? [])
  const { items, isReady } = useItems(ids)
  const [isGiven] = useState(Boolean(search.media || search.caption || search.campaign))
  const [kept, setKept] = useState(() => (isGiven ? null : unsavedDraft(null)))
  const connected = accounts.filter(({ status }) => status !== 'disconnected')
  if (isPending || !isReady) return <PageSkeleton />
  if (connected.length === 0) return <NoAccount />
  const media = ids.flatMap((id) => (items.has(id) ? [mediaOf(items.get(id) as Schema<'MediaRead-Output'>)] : []))
  const first: Draft = kept ?? {
    ...EMPTY,
    account_id: search.account ?? connected[0]?.id ?? null,
    campaign_id: search.campaign ?? null,
    caption: search.caption ?? '',
    media,
    post_type: fittingType(media, 'photo'),
  }
  function discard() {
    forgetUnsaved(null)
    setKept(null)
  }
  return (
    <Composer
      key={kept ? 'kept' : 'fresh'}
      first={first}
      post={null}
      accounts={connected}
      at={search.at ?? null}
      onMade={onMade}
      onDiscard={kept ? discard : undefined}
    />
  )
}

function KnownPost({ postId }: { postId: string }) {
  const { accounts } = useAccounts()
  const [kept, setKept] = useState(() => unsavedDraft(postId))
  const { data, error, isFetchedAfterMount } = query.useQuery(
    'get',
    '/api/v1/posts/{post_id}',
    { params: { path: { post_id: postId } } },
    { refetchOnMount: 'always' },
  )
  // As it was when it was opened: what is being written must not change below one's hands.
  const [post, setPost] = useState<Schema<'PostRead'> | null>(null)
  if (data && isFetchedAfterMount && !post) setPost(data)
  const { items, isReady } = useItems(post?.media.map(({ media_id }) => media_id) ?? [])
  if (error && !post) return <Fault error={error} />
  if (!post || !isReady) return <PageSkeleton />
  if (post.status === 'published' || post.status === 'publishing') return <OutAlready postId={postId} />
  function discard() {
    forgetUnsaved(postId)
    setKept(null)
  }
  return (
    <Composer
      key={kept ? 'kept' : 'saved'}
      first={kept ?? draftOf(post, items)}
      post={post}
      accounts={accounts}
      at={post.scheduled_time}
      onMade={() => undefined}
      onDiscard={kept ? discard : undefined}
    />
  )
}

function OutAlready({ postId }: { postId: string }) {
  const { t } = useTranslation('composer')
  return (
    <Page title={t('titleEdit')}>
      <Empty icon={IconLock} title={t('out')} text={t('outHint')}>
        <Button renderRoot={(props) => <Link to="/posts/$postId" params={{ postId }} {...props} />}>
          {t('send.receipt')}
        </Button>
      </Empty>
    </Page>
  )
}

function NoAccount() {
  const { t } = useTranslation('composer')
  const connect = useConnect()
  return (
    <Page title={t('title')}>
      <Empty icon={IconBrandInstagram} title={t('noAccount')} text={t('noAccountHint')}>
        <Button loading={connect.isPending} onClick={() => connect.mutate({})}>
          {t('connect')}
        </Button>
      </Empty>
    </Page>
  )
}
