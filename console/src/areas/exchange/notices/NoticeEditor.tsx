import '@mantine/dates/styles.css'
import { Button, Group, Modal, SimpleGrid, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { useForm } from '@mantine/form'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { currentLanguage } from '~/i18n'
import { Fault } from '~/ui/Fault'
import { told } from '~/ui/toasts'
import { refresh } from '../shared/data'
import type { Notice } from '../shared/types'

interface NoticeEditorProps {
  of: 'new' | Notice | null
  onClose: () => void
}

export function NoticeEditor({ of, onClose }: NoticeEditorProps) {
  const { t } = useTranslation('exchange')
  return (
    <Modal opened={of !== null} onClose={onClose} title={of === 'new' ? t('notices.add') : t('notices.edit')} size="lg">
      {of && <NoticeForm notice={of === 'new' ? null : of} onDone={onClose} />}
    </Modal>
  )
}

const WRITTEN = 'YYYY-MM-DD HH:mm:ss'
const local = (at: string | null | undefined) => (at ? dayjs(at).format(WRITTEN) : null)
const moment = (at: string | null) => (at ? dayjs(at).toISOString() : null)

function NoticeForm({ notice, onDone }: { notice: Notice | null; onDone: () => void }) {
  const { t } = useTranslation('exchange')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm({
    initialValues: {
      title: notice?.title ?? '',
      content: notice?.content ?? '',
      is_active: notice?.is_active ?? true,
      is_important: notice?.is_important ?? false,
      is_pinned: notice?.is_pinned ?? false,
      starts_at: local(notice?.starts_at),
      ends_at: local(notice?.ends_at),
    },
  })
  const submit = form.onSubmit(async (values) => {
    setBusy(true)
    setError(null)
    const body = { ...values, starts_at: moment(values.starts_at), ends_at: moment(values.ends_at) }
    try {
      if (notice) {
        await api.PATCH('/api/v1/exchange/notices/{notice_id}', { params: { path: { notice_id: notice.id } }, body })
      } else await api.POST('/api/v1/exchange/notices', { body })
      await refresh()
      told(t('notices.saved'))
      onDone()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  })
  const picker = {
    locale: currentLanguage(),
    valueFormat: 'lll',
    clearable: true,
    clearButtonProps: { 'aria-label': t('common:action.clear') },
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {error !== null && <Fault error={error} />}
        <TextInput
          label={t('notices.heading')}
          required
          maxLength={200}
          data-autofocus
          {...form.getInputProps('title')}
        />
        <Textarea
          label={t('notices.content')}
          required
          autosize
          minRows={4}
          maxRows={14}
          {...form.getInputProps('content')}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <DateTimePicker {...picker} label={t('notices.starts')} {...form.getInputProps('starts_at')} />
          <DateTimePicker {...picker} label={t('notices.ends')} {...form.getInputProps('ends_at')} />
        </SimpleGrid>
        <Group>
          <Switch label={t('notices.active')} {...form.getInputProps('is_active', { type: 'checkbox' })} />
          <Switch label={t('notices.pin')} {...form.getInputProps('is_pinned', { type: 'checkbox' })} />
          <Switch label={t('notices.important')} {...form.getInputProps('is_important', { type: 'checkbox' })} />
        </Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
