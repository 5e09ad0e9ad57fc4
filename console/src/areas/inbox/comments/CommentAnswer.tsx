import { Alert, Button, Group, SegmentedControl, Text, Textarea } from '@mantine/core'
import { IconClock, IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { counted } from '~/ui/numbers'
import { failed, told } from '~/ui/toasts'
import { bytesOf, MESSAGE_BYTES } from '../composer/size'
import { leftInWords } from '../shared/left'
import type { Comment } from '../shared/shapes'
import { useNow } from '../shared/useNow'
import { refreshComments } from './MediaStrip'

const PUBLIC_LETTERS = 2200

/** Answer for everybody to see, or in private: each only as far, and as long, as Instagram allows it. */
export function CommentAnswer({ comment }: { comment: Comment }) {
  const { t } = useTranslation('inbox')
  const now = useNow()
  const [way, setWay] = useState<'public' | 'private'>(
    comment.reply.allowed || !comment.private_reply.allowed ? 'public' : 'private',
  )
  const [text, setText] = useState('')
  const done = {
    onSuccess: () => {
      setText('')
      told(t(way === 'public' ? 'comments.replied' : 'comments.repliedPrivately'))
      void refreshComments()
    },
    onError: failed,
  }
  const reply = query.useMutation('post', '/api/v1/inbox/comments/{comment_id}/reply', done)
  const whisper = query.useMutation('post', '/api/v1/inbox/comments/{comment_id}/private-reply', done)
  const allowance = way === 'public' ? comment.reply : comment.private_reply
  const size = way === 'public' ? [...text].length : bytesOf(text)
  const most = way === 'public' ? PUBLIC_LETTERS : MESSAGE_BYTES
  const isOpen = allowance.allowed && (!allowance.until || Date.parse(allowance.until) > now)
  const send = () => {
    const variables = { params: { path: { comment_id: comment.id } }, body: { text: text.trim() } }
    if (way === 'public') reply.mutate(variables)
    else whisper.mutate(variables)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <SegmentedControl
        size="xs"
        fullWidth
        mb="xs"
        aria-label={t('comments.way')}
        value={way}
        onChange={(value) => setWay(value === 'private' ? 'private' : 'public')}
        data={[
          { value: 'public', label: t('comments.inPublic') },
          { value: 'private', label: t('comments.inPrivate') },
        ]}
      />
      {isOpen ? (
        <>
          <Textarea
            autosize
            minRows={2}
            maxRows={8}
            aria-label={t(way === 'public' ? 'comments.replyText' : 'comments.privateText')}
            placeholder={t(way === 'public' ? 'comments.replyText' : 'comments.privateText')}
            error={size > most ? t('comments.tooLong', { most: counted(most) }) : undefined}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Group justify="space-between" mt={6} wrap="nowrap">
            <Group gap={4} c="dimmed" wrap="nowrap">
              {allowance.until && <IconClock size={14} aria-hidden />}
              <Text size="xs">
                {way === 'public'
                  ? t('comments.everybodySees')
                  : allowance.until
                    ? t('comments.onceLeft', { left: leftInWords(allowance.until, now) })
                    : t('comments.once')}
              </Text>
            </Group>
            <Button
              type="submit"
              size="xs"
              loading={reply.isPending || whisper.isPending}
              disabled={!text.trim() || size > most}
            >
              {t(way === 'public' ? 'comments.reply' : 'comments.replyPrivately')}
            </Button>
          </Group>
        </>
      ) : (
        <Alert variant="light" color="gray" icon={<IconLock size={16} aria-hidden />} p="xs">
          {allowance.reason ?? t('comments.over')}
        </Alert>
      )}
    </form>
  )
}
