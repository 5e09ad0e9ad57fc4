import { Text, UnstyledButton } from '@mantine/core'
import { IconHeart } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { exactly } from '~/ui/When'
import type { SandboxMessage } from '../data/types'
import classes from './Phone.module.css'

/** One message: the person's own at the right, the account's at the left, where a heart can be given. */
export function Bubble({ message, onReact }: { message: SandboxMessage; onReact: () => void }) {
  const { t } = useTranslation('sandbox')
  const hearts = Object.values(message.reactions).map(({ emoji }) => emoji ?? '❤️')
  return (
    <>
      <div className={classes.said} data-mine={!message.is_ours || undefined} title={exactly(message.at)}>
        {message.is_deleted ? <i>{t('phone.unsent')}</i> : <Content message={message} />}
        {hearts.length > 0 && (
          <span className={classes.hearts} role="img" aria-label={t('phone.reacted')}>
            {hearts.join('')}
          </span>
        )}
      </div>
      {message.is_ours && !message.is_deleted && hearts.length === 0 && (
        <UnstyledButton className={classes.react} aria-label={t('phone.react')} onClick={onReact}>
          <IconHeart size={15} color="var(--mantine-color-dimmed)" aria-hidden />
        </UnstyledButton>
      )}
    </>
  )
}

function Content({ message }: { message: SandboxMessage }) {
  const { t } = useTranslation('sandbox')
  return (
    <>
      {message.attachments.map((part) => (
        <Attachment
          key={`${part.type} ${part.url ?? part.payload?.url}`}
          type={part.type}
          url={part.url ?? part.payload?.url}
        />
      ))}
      {message.text}
      {message.num_edit > 0 && (
        <Text span size="xs">
          {' '}
          {t('phone.edited')}
        </Text>
      )}
    </>
  )
}

function Attachment({ type, url }: { type: string | undefined; url: string | undefined }) {
  const { t } = useTranslation('sandbox')
  const kind = type === 'story_mention' ? t('phone.mentioned') : (type ?? '')
  const isPicture = url && (type === 'image' || type === 'story_mention')
  return (
    <>
      {type === 'story_mention' && <Text size="xs">{kind}</Text>}
      {isPicture ? <img src={url} alt={kind} /> : url ? <a href={url}>{kind}</a> : kind}
    </>
  )
}
