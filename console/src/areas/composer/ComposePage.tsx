import { Box, Button, Grid, Group, Select, Stack, Text } from '@mantine/core'
import { IconBrandInstagram, IconCheck, IconCloudUpload } from '@tabler/icons-react'
import { useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { useAccounts } from '~/app/me'
import { useConnect } from '~/areas/settings/accounts/useConnect'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { PageSkeleton } from '~/ui/PageSkeleton'
import { CaptionPanel } from './CaptionPanel'
import { type Draft, draftOf, EMPTY, fittingType, mediaOf } from './draft'
import { MediaPanel } from './media/MediaPanel'
import { OptionsPanel } from './OptionsPanel'
import { PreFlight } from './PreFlight'
import { PhonePreview } from './preview/PhonePreview'
import { SendBar } from './SendBar'
import { type Saving, unsavedDraft, useDraft } from './useDraft'
import { useItems } from './useItems'

/** A new post, from nothing, from what the address says, or from what was not saved the last time. */
export function NewPostPage() {
  const search = useSearch({ from: '/app/compose' })
  const { accounts, isPending } = useAccounts()
  const ids = search.media?.split(',') ?? []
  const { items, isReady } = useItems(ids)
  if (isPending || !isReady) return <PageSkeleton />
  const connected = accounts.filter(({ status }) => status !== 'disconnected')
  if (connected.length === 0) return <NoAccount />
  const media = ids.flatMap((id) => (items.has(id) ? [mediaOf(items.get(id) as Schema<'MediaRead-Output'>)] : []))
  const isGiven = media.length > 0 || search.caption || search.campaign
  const kept = isGiven ? null : unsavedDraft()
  const first: Draft = kept ?? {
    ...EMPTY,
    account_id: search.account ?? connected[0]?.id ?? null,
    campaign_id: search.campaign ?? null,
    caption: search.caption ?? '',
    media,
    post_type: fittingType(media, 'photo'),
  }
  return <Composer first={first} postId={null} accounts={connected} at={search.at ?? null} zone={null} />
}

/** A post that is there already. */
export function EditPostPage() {
  const { postId } = useParams({ from: '/app/compose/$postId' })
  const { accounts } = useAccounts()
  const { data: post, error } = query.useQuery(
    'get',
    '/api/v1/posts/{post_id}',
    { params: { path: { post_id: postId } } },
    { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
  )
  const { items, isReady } = useItems(post?.media.map(({ media_id }) => media_id) ?? [])
  if (error) return <Fault error={error} />
  if (!post || !isReady) return <PageSkeleton />
  return (
    <Composer
      key={post.id}
      first={draftOf(post, items)}
      postId={post.id}
      accounts={accounts}
      at={post.scheduled_time}
      zone={post.time_zone}
    />
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

interface ComposerProps {
  first: Draft
  postId: string | null
  accounts: Schema<'AccountRead'>[]
  at: string | null
  zone: string | null
}

function Composer({ first, postId, accounts, at, zone }: ComposerProps) {
  const { t } = useTranslation('composer')
  const writing = useDraft(first, postId)
  const { draft, change } = writing
  const [isNew] = useState(postId === null)

  const fitting = fittingType(draft.media, draft.post_type)
  useEffect(() => {
    if (fitting !== draft.post_type) change({ post_type: fitting })
  }, [fitting, draft.post_type, change])

  return (
    <Page title={t(isNew ? 'title' : 'titleEdit')} actions={<SavedSign saving={writing.saving} />}>
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            {accounts.length > 1 && (
              <Select
                label={t('account')}
                allowDeselect={false}
                data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
                value={draft.account_id}
                onChange={(account_id) => change({ account_id })}
              />
            )}
            <MediaPanel draft={draft} change={change} />
            <CaptionPanel draft={draft} change={change} />
            <OptionsPanel draft={draft} change={change} />
            <PreFlight draft={draft} problem={writing.problem} warnings={writing.warnings} />
            <SendBar writing={writing} at={at} zone={zone} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Box pos="sticky" top={72}>
            <PhonePreview draft={draft} account={accounts.find(({ id }) => id === draft.account_id)} />
          </Box>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

function SavedSign({ saving }: { saving: Saving }) {
  const { t } = useTranslation('composer')
  if (saving === 'idle') return null
  const Glyph = saving === 'saved' ? IconCheck : IconCloudUpload
  return (
    <Group gap={6} role="status" aria-live="polite">
      <Glyph size={16} aria-hidden />
      <Text size="sm" c="dimmed">
        {t(`saving.${saving}`)}
      </Text>
    </Group>
  )
}
