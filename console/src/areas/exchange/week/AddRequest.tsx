import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, query } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { told } from '~/ui/toasts'
import { refresh } from '../shared/data'

/** An organiser asks for comments on a member's behalf. */
export function AddRequest({ week, opened, onClose }: { week: string; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('exchange')
  return (
    <Modal opened={opened} onClose={onClose} title={t('request.addTo', { week })}>
      <RequestForm week={week} onDone={onClose} />
    </Modal>
  )
}

function RequestForm({ week, onDone }: { week: string; onDone: () => void }) {
  const { t } = useTranslation('exchange')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [typed, setTyped] = useState('')
  const members = query.useQuery('get', '/api/v1/exchange/members', {
    params: { query: { status: 'active', limit: 50, search: typed } },
  })
  const form = useForm({ initialValues: { member_id: '', link: '' } })
  const submit = form.onSubmit(async ({ member_id, link }) => {
    setBusy(true)
    setError(null)
    try {
      await api.POST('/api/v1/exchange/requests', { body: { member_id, link, week } })
      await refresh()
      told(t('request.added'))
      onDone()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  })
  return (
    <form onSubmit={submit}>
      <Stack>
        {error !== null && <Fault error={error} />}
        <Select
          label={t('board.member')}
          required
          searchable
          nothingFoundMessage={t('members.nobody')}
          data={(members.data?.items ?? []).map(({ id, username }) => ({ value: id, label: username }))}
          onSearchChange={setTyped}
          {...form.getInputProps('member_id')}
        />
        <TextInput
          label={t('request.link')}
          description={t('request.linkHint')}
          type="url"
          required
          placeholder="https://www.instagram.com/p/…"
          {...form.getInputProps('link')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!form.values.member_id}>
            {t('request.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
