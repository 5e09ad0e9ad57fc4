import { Divider, Loader, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '~/app/me'
import { Fault } from '~/ui/Fault'
import { dayInWords } from '../shared/moments'
import { Sentinel } from '../shared/Sentinel'
import type { Conversation } from '../shared/shapes'
import { useTeam } from '../shared/team'
import { Bubble } from './Bubble'
import { NoteCard } from './NoteCard'
import classes from './Thread.module.css'
import { useThread } from './useThread'

/** What was said, from top to bottom. The box hangs at its lower end, so older pages push nothing. */
export function Talk({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('inbox')
  const { said, entries, messages } = useThread(conversation.id, conversation.unread_count)
  const { nameOf } = useTeam()
  const maySend = useMay('send-messages')
  const box = useRef<HTMLDivElement>(null)
  const newest = messages[0]?.id
  const isOurs = messages[0]?.direction === 'out'
  useEffect(() => {
    // What one has just written is shown, wherever one had scrolled.
    if (newest && isOurs) box.current?.scrollTo({ top: 0 })
  }, [newest, isOurs])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <div ref={box} className={classes.box} tabIndex={0} role="log" aria-label={t('thread.said')} aria-live="polite">
      <Stack gap={4} className={classes.talk}>
        {said.isPending && <Loader size="sm" mx="auto" my="xl" />}
        {said.isError && <Fault error={said.error} onRetry={() => void said.refetch()} />}
        {said.hasNextPage && <Sentinel busy={said.isFetchingNextPage} onMore={() => void said.fetchNextPage()} />}
        {said.isSuccess && !said.hasNextPage && (
          <Text size="xs" c="dimmed" ta="center" py="xs">
            {t('thread.beginning')}
          </Text>
        )}
        {entries.map((entry) => {
          if (entry.kind === 'day')
            return <Divider key={entry.key} my="xs" labelPosition="center" label={dayInWords(entry.at, Date.now())} />
          if (entry.kind === 'note')
            return <NoteCard key={entry.key} note={entry.note} author={nameOf(entry.note.author_id)} />
          const { message } = entry
          return (
            <Bubble
              key={entry.key}
              message={message}
              follows={entry.follows}
              writer={nameOf(message.sender_id)}
              person={conversation.person}
              answered={message.reply_to_mid ? messages.find((one) => one.mid === message.reply_to_mid) : undefined}
              maySend={maySend}
            />
          )
        })}
        {said.isSuccess && entries.length === 0 && <VisuallyHidden>{t('thread.beginning')}</VisuallyHidden>}
      </Stack>
    </div>
  )
}
