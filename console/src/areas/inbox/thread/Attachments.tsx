import { Anchor, Box, Group, Text } from '@mantine/core'
import { IconFile, IconPhotoOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../shared/shapes'
import classes from './Thread.module.css'

interface File {
  type?: string
  url?: string
}

const PICTURES = ['image', 'story_mention', 'share', 'ig_post', 'sticker', 'like_heart']
const FILMS = ['video', 'ig_reel', 'reel']

export function Attachments({ attachments }: { attachments: Message['attachments'] }) {
  const files = (attachments as File[]).map((file, index) => ({ ...file, key: `${index} ${file.url ?? file.type}` }))
  return files.map(({ key, ...file }) => (
    <Box key={key} mb={4}>
      <Attachment {...file} />
    </Box>
  ))
}

/** Instagram's addresses end after a while; what no longer loads says so instead of showing a broken picture. */
function Attachment({ type = 'file', url }: File) {
  const { t } = useTranslation('inbox')
  const [isGone, setGone] = useState(false)
  const words = t(`attachment.${type}`, { defaultValue: t('attachment.file') })
  const gone = () => setGone(true)
  if (!url || isGone) {
    return (
      <Group gap={6}>
        <IconPhotoOff size={16} aria-hidden />
        <Text size="sm" fs="italic">
          {url ? t('attachment.gone', { what: words }) : words}
        </Text>
      </Group>
    )
  }
  if (PICTURES.includes(type)) {
    return (
      <a href={url} target="_blank" rel="noreferrer">
        <img src={url} alt={words} className={classes.picture} loading="lazy" onError={gone} />
      </a>
    )
  }
  if (FILMS.includes(type)) {
    // biome-ignore lint/a11y/useMediaCaption: what people send has no captions
    return <video src={url} controls preload="metadata" className={classes.picture} aria-label={words} onError={gone} />
  }
  if (type === 'audio') {
    // biome-ignore lint/a11y/useMediaCaption: what people send has no captions
    return <audio src={url} controls preload="none" style={{ maxWidth: '100%' }} aria-label={words} />
  }
  return (
    <Anchor href={url} target="_blank" rel="noreferrer" size="sm" c="inherit" td="underline">
      <Group gap={6} wrap="nowrap" component="span">
        <IconFile size={18} aria-hidden />
        {words}
      </Group>
    </Anchor>
  )
}
