import { ActionIcon, Button, Group, Text, Textarea } from '@mantine/core'
import { IconNote, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useMay } from '~/app/me'
import { failed, told } from '~/ui/toasts'
import { When } from '~/ui/When'
import type { Note } from '../shared/shapes'
import classes from './Thread.module.css'
import { refreshInbox } from './useThread'

/** What the team noted between two messages; the person never sees it. */
export function NoteCard({ note, author }: { note: Note; author: string | null }) {
  const { t } = useTranslation('inbox')
  const may = useMay('send-messages')
  const [draft, setDraft] = useState<string | null>(null)
  const params = { path: { note_id: note.id } }
  const change = query.useMutation('put', '/api/v1/inbox/notes/{note_id}', {
    onSuccess: () => {
      setDraft(null)
      void refreshInbox()
    },
    onError: failed,
  })
  const write = query.useMutation('post', '/api/v1/inbox/conversations/{conversation_id}/notes')
  const remove = query.useMutation('delete', '/api/v1/inbox/notes/{note_id}', {
    onSuccess: () => {
      void refreshInbox()
      told(t('note.deleted'), () =>
        write
          .mutateAsync({ params: { path: { conversation_id: note.conversation_id } }, body: { text: note.text } })
          .then(refreshInbox),
      )
    },
    onError: failed,
  })
  return (
    <div className={classes.note}>
      <Group gap={6} wrap="nowrap" mb={2}>
        <IconNote size={14} aria-hidden />
        <Text size="xs" fw={600} flex={1}>
          {t('note.by', { name: author ?? t('origin.agent') })} · <When at={note.created_at} size="xs" />
        </Text>
        {may && (
          <>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('common:action.edit')}
              onClick={() => setDraft(note.text)}
            >
              <IconPencil size={14} aria-hidden />
            </ActionIcon>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('common:action.delete')}
              loading={remove.isPending}
              onClick={() => remove.mutate({ params })}
            >
              <IconTrash size={14} aria-hidden />
            </ActionIcon>
          </>
        )}
      </Group>
      {draft === null ? (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {note.text}
        </Text>
      ) : (
        <>
          <Textarea
            autosize
            minRows={2}
            aria-label={t('note.text')}
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs" mt={6}>
            <Button size="compact-sm" variant="default" onClick={() => setDraft(null)}>
              {t('common:action.cancel')}
            </Button>
            <Button
              size="compact-sm"
              disabled={!draft.trim()}
              loading={change.isPending}
              onClick={() => change.mutate({ params, body: { text: draft } })}
            >
              {t('common:action.save')}
            </Button>
          </Group>
        </>
      )}
    </div>
  )
}
