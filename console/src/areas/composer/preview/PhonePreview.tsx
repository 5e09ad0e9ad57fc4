import { ActionIcon, Avatar, Card, Group, Stack, Text, Title } from '@mantine/core'
import {
  IconBookmark,
  IconChevronLeft,
  IconChevronRight,
  IconHeart,
  IconMessageCircle,
  IconSend,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { type Draft, FOLD, fullCaption } from '../draft'
import classes from './Phone.module.css'

/** The post as it will look on a phone: Instagram's crop, the fold of the caption, and its neighbours in the grid. */
export function PhonePreview({ draft, account }: { draft: Draft; account: Schema<'AccountRead'> | undefined }) {
  const { t } = useTranslation('composer')
  const [shown, setShown] = useState(0)
  const [isWhole, setWhole] = useState(false)
  const index = Math.min(shown, Math.max(draft.media.length - 1, 0))
  const item = draft.media[index]
  const isTall = draft.post_type === 'story' || draft.post_type === 'reel'
  const caption = fullCaption(draft)
  const isFolded = !isWhole && caption.length > FOLD
  return (
    <Stack gap="sm" align="center">
      <Title order={2} size="h3">
        {t('preview.title')}
      </Title>
      <Card padding={0} w="100%" maw={360} shadow="sm">
        <Group gap="xs" p="xs">
          <Avatar
            src={account?.profile_picture_url}
            size={30}
            radius="xl"
            name={account?.username}
            color="brand"
            alt=""
          />
          <Text size="sm" fw={600}>
            {account?.username ?? '…'}
          </Text>
        </Group>
        <div className={classes.frame} style={{ aspectRatio: isTall ? 9 / 16 : shape(draft) }}>
          {item ? (
            <img
              src={item.kind === 'video' ? item.thumbnail_url : item.url}
              alt={item.alt_text || t('preview.noAlt')}
            />
          ) : (
            <Text c="dimmed" size="sm">
              {t('preview.noMedia')}
            </Text>
          )}
          {isTall && item && <div className={classes.safe} aria-hidden />}
          {draft.media.length > 1 && (
            <>
              <ActionIcon
                className={classes.back}
                variant="default"
                radius="xl"
                disabled={index === 0}
                onClick={() => setShown(index - 1)}
                aria-label={t('preview.before')}
              >
                <IconChevronLeft size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                className={classes.on}
                variant="default"
                radius="xl"
                disabled={index === draft.media.length - 1}
                onClick={() => setShown(index + 1)}
                aria-label={t('preview.after')}
              >
                <IconChevronRight size={16} aria-hidden />
              </ActionIcon>
            </>
          )}
        </div>
        {draft.post_type !== 'story' && (
          <Stack gap={6} p="sm">
            <Group gap="sm" aria-hidden>
              <IconHeart size={22} stroke={1.6} />
              <IconMessageCircle size={22} stroke={1.6} />
              <IconSend size={22} stroke={1.6} />
              <IconBookmark size={22} stroke={1.6} style={{ marginLeft: 'auto' }} />
            </Group>
            {caption && (
              <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                <b>{account?.username}</b> {isFolded ? caption.slice(0, FOLD) : caption}
                {isFolded && (
                  <button type="button" className={classes.more} onClick={() => setWhole(true)}>
                    … {t('preview.more')}
                  </button>
                )}
              </Text>
            )}
            {draft.first_comment && (
              <Text size="sm" c="dimmed" lineClamp={2}>
                <b>{account?.username}</b> {draft.first_comment}
              </Text>
            )}
          </Stack>
        )}
      </Card>
      {isTall && item && (
        <Text size="xs" c="dimmed" maw={360}>
          {t('preview.safe')}
        </Text>
      )}
      {item && draft.post_type !== 'story' && account && (
        <Neighbours first={item.thumbnail_url} accountId={account.id} />
      )}
    </Stack>
  )
}

/** The place in the profile's grid: this post first, then what went out last. */
function Neighbours({ first, accountId }: { first: string; accountId: string }) {
  const { t } = useTranslation('composer')
  const { data } = query.useQuery('get', '/api/v1/posts', {
    params: { query: { status: 'published', account_id: accountId, limit: 5 } },
  })
  const others = [...new Set(data?.posts.flatMap(({ thumbnail_url }) => thumbnail_url ?? []) ?? [])]
  return (
    <Stack gap={4} w="100%" maw={360}>
      <Text size="xs" c="dimmed">
        {t('preview.grid')}
      </Text>
      <div className={classes.grid}>
        <img src={first} alt="" data-new />
        {others.map((url) => (
          <img key={url} src={url} alt="" />
        ))}
      </div>
    </Stack>
  )
}

/** Instagram's crop follows the first item, between 4:5 and 1.91:1. */
function shape(draft: Draft): number {
  const first = draft.media[0]
  return first ? Math.min(Math.max(first.width / first.height, 4 / 5), 1.91) : 4 / 5
}
