import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { Problem } from '~/api/problem'
import { Fault } from '~/ui/Fault'
import { told } from '~/ui/toasts'
import { refresh } from '../shared/data'

export function AddOne({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('exchange')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm({ mode: 'uncontrolled', initialValues: { username: '', display_name: '', email: '' } })
  const submit = form.onSubmit(async ({ username, display_name, email }) => {
    setBusy(true)
    setError(null)
    try {
      await api.POST('/api/v1/exchange/members', {
        body: { username, display_name: display_name || null, email: email || null },
      })
      await refresh()
      told(t('members.added', { name: username }))
      onDone()
    } catch (problem) {
      if (problem instanceof Problem) form.setErrors(problem.byField)
      setError(problem)
    } finally {
      setBusy(false)
    }
  })
  return (
    <form onSubmit={submit}>
      <Stack>
        {error !== null && <Fault error={error} />}
        <TextInput
          label={t('members.username')}
          leftSection="@"
          required
          data-autofocus
          autoCapitalize="none"
          key={form.key('username')}
          {...form.getInputProps('username')}
        />
        <TextInput
          label={t('members.displayName')}
          description={t('members.displayNameHint')}
          key={form.key('display_name')}
          {...form.getInputProps('display_name')}
        />
        <TextInput
          label={t('members.email')}
          description={t('members.emailHint')}
          type="email"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={busy}>
            {t('members.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
