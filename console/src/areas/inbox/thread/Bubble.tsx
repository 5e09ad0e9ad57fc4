import { Box, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { exactly } from '~/ui/When'
import { Face } from '../shared/Face'
import { clock } from '../shared/moments'
import type { Conversation, Message } from '../shared/shapes'
import { Attachments } from './Attachments'
import { BubbleTools } from './BubbleTools'
import { Context } from './Context'
import { Outcome } from './Outcome'
import { Reactions } from './Reactions'
import classes from './Thread.module.css'

interface BubbleProps {
  message: Message
  follows: boolean
  /** Who of the team wrote it. */
  writer: string | null
  person: Conversation['person']
  /** The message that this one answers, if it is loaded. */
  answered: Message | undefined
  maySend: boolean
}

/** One message: what was said, by whom, in answer to what, and what became of it. */
export function Bubble({ message, follows, writer, person, answered, maySend }: BubbleProps) {
  const { t } = useTranslation('inbox')
  const isOurs = message.direction === 'out'
  const hand = handOf(message)
  const who = hand === 'agent' && writer ? writer : t(`origin.${hand}`)
  return (
    <Box className={classes.line} data-ours={isOurs} mt={follows ? 0 : 6}>
      {!isOurs && (
        <Box w={28} flex="none">
          {!follows && <Face person={person} size={28} />}
        </Box>
      )}
      <Box miw={0}>
        <div className={classes.bubble} data-status={message.status}>
          {message.reply_to_mid && <div className={classes.answered}>{answered?.text || t('thread.answersOlder')}</div>}
          <Context message={message} />
          <Attachments attachments={message.attachments} />
          {message.unsent_at ? (
            <Text size="sm" fs="italic">
              {t('thread.unsent')}
            </Text>
          ) : (
            message.text
          )}
          {!message.unsent_at &&
            !message.text &&
            message.attachments.length === 0 &&
            message.kind === 'unsupported' && (
              <Text size="sm" fs="italic">
                {t('thread.unsupported')}
              </Text>
            )}
        </div>
        <Reactions message={message} />
        <Group gap={6} mt={2} px={4} justify={isOurs ? 'flex-end' : 'flex-start'}>
          <Text
            component="time"
            size="xs"
            c="dimmed"
            dateTime={message.sent_at}
            title={exactly(message.sent_at)}
            className="tabular"
          >
            {clock(message.sent_at)}
          </Text>
          {message.edited_at && (
            <Text size="xs" c="dimmed">
              {t('thread.edited')}
            </Text>
          )}
          {isOurs && !follows && (
            <Text size="xs" c="dimmed">
              {who}
            </Text>
          )}
          {isOurs && <Outcome message={message} maySend={maySend} />}
        </Group>
      </Box>
      {maySend && !message.unsent_at && message.mid && (
        <div className={classes.tools}>
          <BubbleTools message={message} />
        </div>
      )}
    </Box>
  )
}

function handOf(message: Message): 'person' | 'agent' | 'automation' | 'phone' {
  return message.origin
}
