import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconDownload, IconEraser } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { api } from '~/api/client'
import { useMay } from '~/app/me'
import { confirmed } from '~/ui/confirm'
import { counted } from '~/ui/numbers'
import { failed, told } from '~/ui/toasts'
import { called } from '../shared/Face'
import type { Person } from '../shared/shapes'

/** How much we hold about somebody, all of it as a file, and its erasure: what a person may ask for. */
export function PersonRights({ person, onErased }: { person: Person; onErased: () => void }) {
  const { t } = useTranslation('inbox')
  const may = useMay('manage-instagram-accounts')
  const [busy, setBusy] = useState<'export' | 'erase' | null>(null)
  const params = { path: { person_id: person.id } }
  const held = Object.values(person.held).reduce((sum, count) => sum + count, 0)
  const run = (what: 'export' | 'erase', work: () => Promise<void>) => {
    setBusy(what)
    void work()
      .catch(failed)
      .finally(() => setBusy(null))
  }
  const save = async () => {
    const { data } = await api.GET('/api/v1/inbox/people/{person_id}/export', { params })
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }))
    link.download = `${person.username ?? person.instagram_id}.json`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }
  const erase = async () => {
    const name = called(person)
    if (!(await confirmed(t('person.erase', { name }), t('person.eraseHint', { name }), t('person.eraseYes')))) return
    await api.DELETE('/api/v1/inbox/people/{person_id}', { params })
    onErased()
    told(t('person.erased', { name }))
    await cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/inbox') })
  }
  return (
    <Stack gap="xs" component="section">
      <Title order={3} size="sm">
        {t('person.rights')}
      </Title>
      <Text size="xs" c="dimmed">
        {t('person.held', { count: held, number: counted(held) })}
      </Text>
      {may && (
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            loading={busy === 'export'}
            onClick={() => run('export', save)}
          >
            {t('person.export')}
          </Button>
          <Button
            size="xs"
            variant="light"
            color="red"
            leftSection={<IconEraser size={14} aria-hidden />}
            loading={busy === 'erase'}
            onClick={() => run('erase', erase)}
          >
            {t('person.eraseDo')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
