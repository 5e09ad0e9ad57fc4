import { Box, Loader, Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import type { CannedReply } from '../shared/shapes'
import classes from './Composer.module.css'

interface CannedRepliesProps {
  id: string
  conversationId: string
  replies: CannedReply[]
  active: number
  onHover: (index: number) => void
  onPick: (reply: CannedReply) => void
}

/** The canned replies that fit what is typed; the chosen one as the person would read it. */
export function CannedReplies({ id, conversationId, replies, active, onHover, onPick }: CannedRepliesProps) {
  const { t } = useTranslation('inbox')
  return (
    <Paper shadow="md" withBorder className={classes.replies}>
      {replies.length === 0 && (
        <Text size="sm" c="dimmed" p="xs">
          {t('replies.noneFits')}
        </Text>
      )}
      <div role="listbox" id={id} aria-label={t('replies.title')}>
        {replies.map((reply, index) => (
          <Box
            key={reply.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={classes.choiceRow}
            onMouseEnter={() => onHover(index)}
            // The text keeps the focus.
            onMouseDown={(event) => {
              event.preventDefault()
              onPick(reply)
            }}
          >
            <Text size="sm" fw={600}>
              /{reply.shortcut}
            </Text>
            {index === active ? (
              <Filled text={reply.text} conversationId={conversationId} />
            ) : (
              <Text size="xs" c="dimmed" truncate>
                {reply.text}
              </Text>
            )}
          </Box>
        ))}
      </div>
    </Paper>
  )
}

/** A text with its variables filled in for this conversation. */
export function useFilled(text: string, conversationId: string, enabled = true) {
  return query.useQuery(
    'post',
    '/api/v1/inbox/canned-replies/preview',
    { body: { text, conversation_id: conversationId } },
    { staleTime: 60_000, enabled },
  )
}

function Filled({ text, conversationId }: { text: string; conversationId: string }) {
  const filled = useFilled(text, conversationId)
  if (filled.isPending) return <Loader size="xs" />
  return (
    <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
      {filled.data?.text ?? text}
    </Text>
  )
}
