import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query } from '~/api/client'
import { useMay } from '~/app/me'
import { failed, told } from '~/ui/toasts'
import type { Person } from '../shared/shapes'

/** What the team keeps in mind about somebody, whatever the conversation. */
export function PersonNote({ person }: { person: Person }) {
  const { t } = useTranslation('inbox')
  const may = useMay('send-messages')
  const [draft, setDraft] = useState<string | null>(null)
  const save = query.useMutation('patch', '/api/v1/inbox/people/{person_id}', {
    onSuccess: async () => {
      await cache.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/inbox/people'),
      })
      setDraft(null)
      told(t('person.noteSaved'))
    },
    onError: failed,
  })
  return (
    <div>
      <Textarea
        label={t('person.note')}
        placeholder={t('person.notePlaceholder')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={5000}
        readOnly={!may}
        value={draft ?? person.note ?? ''}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      {draft !== null && draft !== (person.note ?? '') && (
        <Group justify="flex-end" gap="xs" mt={6}>
          <Button size="compact-sm" variant="default" onClick={() => setDraft(null)}>
            {t('common:action.cancel')}
          </Button>
          <Button
            size="compact-sm"
            variant="light"
            loading={save.isPending}
            onClick={() =>
              save.mutate({ params: { path: { person_id: person.id } }, body: { note: draft.trim() || null } })
            }
          >
            {t('common:action.save')}
          </Button>
        </Group>
      )}
    </div>
  )
}
