import { Group, Text } from '@mantine/core'
import { IconAd2, IconHandClick, IconMessageCircle, IconPhotoHeart, IconShare3 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Message } from '../shared/shapes'
import classes from './Thread.module.css'

/** What a message belongs to: a story, a comment, a button, a shared post. */
export function Context({ message }: { message: Message }) {
  const { t } = useTranslation('inbox')
  const known = CONTEXTS[message.kind]
  if (!known) return null
  const { story, comment_row_id: comment, referral } = message.details as Details
  const Glyph = known
  return (
    <>
      <Group gap={4} mb={4} wrap="nowrap" c="dimmed">
        <Glyph size={14} aria-hidden />
        <Text size="xs" c={message.direction === 'out' ? 'var(--mantine-color-text)' : undefined}>
          {comment ? (
            <Link to="/comments" search={{ c: comment }} style={{ color: 'inherit' }}>
              {t(`context.${message.kind}`)}
            </Link>
          ) : (
            t(`context.${message.kind}`)
          )}
          {referral?.ref ? `: ${referral.ref}` : ''}
        </Text>
      </Group>
      {story?.url && <img src={story.url} alt={t('context.story')} className={classes.picture} loading="lazy" />}
    </>
  )
}

interface Details {
  story?: { url?: string }
  comment_row_id?: string
  referral?: { ref?: string }
}

const CONTEXTS: Partial<Record<Message['kind'], typeof IconShare3>> = {
  story_reply: IconPhotoHeart,
  story_mention: IconPhotoHeart,
  share: IconShare3,
  quick_reply: IconHandClick,
  postback: IconHandClick,
  referral: IconAd2,
  private_reply: IconMessageCircle,
}
