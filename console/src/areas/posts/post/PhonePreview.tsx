import { Group, Text } from '@mantine/core'
import { IconBookmark, IconHeart, IconMessageCircle, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { query } from '~/api/client'
import classes from './PhonePreview.module.css'

/** About as a phone shows it. */
export function PhonePreview({ post, username }: { post: Schema<'PostRead'>; username: string }) {
  const { t } = useTranslation('posts')
  const [place, setPlace] = useState(0)
  const tall = post.post_type === 'reel' || post.post_type === 'story' || post.post_type === 'video'
  const words = [post.caption, post.hashtags.map((tag) => `#${tag.replace(/^#/, '')}`).join(' ')]
    .filter(Boolean)
    .join('\n\n')
  const count = post.media.length
  const shown = post.media[place]
  return (
    <figure className={classes.phone} aria-label={t('preview.label')}>
      <Group gap={8} p={10}>
        <span className={classes.face} aria-hidden>
          {username.slice(0, 1).toUpperCase()}
        </span>
        <Text size="sm" fw={600}>
          {username}
        </Text>
      </Group>
      <div className={classes.picture} data-tall={tall || undefined}>
        {shown && (
          <Media id={shown.media_id} url={post.media_urls[place]} alt={shown.alt_text} still={post.thumbnail_url} />
        )}
      </div>
      {count > 1 && (
        <Group gap={4} justify="center" pt={8}>
          {post.media.map(({ media_id }, index) => (
            <button
              key={media_id}
              type="button"
              className={classes.dot}
              aria-label={t('preview.item', { number: index + 1, count })}
              aria-current={index === place}
              onClick={() => setPlace(index)}
            />
          ))}
        </Group>
      )}
      <Group gap={14} p={10} pb={4} aria-hidden>
        <IconHeart size={22} />
        <IconMessageCircle size={22} />
        <IconSend size={22} />
        <IconBookmark size={22} style={{ marginLeft: 'auto' }} />
      </Group>
      <Text size="sm" px={12} pb={12} className={classes.words}>
        {words ? (
          <>
            <b>{username}</b> {words}
          </>
        ) : (
          <Text span c="dimmed" inherit>
            {t('list.noCaption')}
          </Text>
        )}
      </Text>
    </figure>
  )
}

function Media({ id, url, alt, still }: { id: string; url?: string; alt?: string | null; still: string | null }) {
  const { data } = query.useQuery('get', '/api/v1/media/{media_id}', { params: { path: { media_id: id } } })
  if (data?.kind === 'video') {
    // biome-ignore lint/a11y/useMediaCaption: it is the post's own video; there is no text of what is said.
    return <video src={data.url} poster={still ?? undefined} controls preload="none" />
  }
  return <img src={data?.url ?? url} alt={alt || data?.alt_text || ''} />
}
