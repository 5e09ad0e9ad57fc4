import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { failed } from '~/ui/toasts'
import { refreshInbox } from '../thread/useThread'

/** A note for the team, which the person never sees. */
export function NoteForm({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation('inbox')
  const [text, setText] = useState('')
  const write = query.useMutation('post', '/api/v1/inbox/conversations/{conversation_id}/notes', {
    onSuccess: () => {
      setText('')
      void refreshInbox()
    },
    onError: failed,
  })
  const submit = () => {
    if (text.trim()) write.mutate({ params: { path: { conversation_id: conversationId } }, body: { text } })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Textarea
        autosize
        minRows={2}
        maxRows={8}
        maxLength={5000}
        aria-label={t('note.text')}
        placeholder={t('note.placeholder')}
        styles={{ input: { background: 'light-dark(var(--mantine-color-yellow-0), #332c14)' } }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
          event.preventDefault()
          submit()
        }}
      />
      <Group justify="flex-end" mt={6}>
        <Button type="submit" size="xs" variant="default" disabled={!text.trim()} loading={write.isPending}>
          {t('note.write')}
        </Button>
      </Group>
    </form>
  )
}
