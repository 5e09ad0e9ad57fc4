import { Button, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type Schema } from '~/api/client'
import { Problem } from '~/api/problem'
import { Panel } from '../frame/Panel'
import { Refusal } from './Refusal'

const TONES = ['friendly', 'professional', 'casual', 'enthusiastic'] as const

export function ConsumerForm({ slug }: { slug: string }) {
  const { t } = useTranslation('open')
  const navigate = useNavigate()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm({ initialValues: { username: '', tone: '' as Schema<'Tone'> | '', wishes: '' } })
  const submit = form.onSubmit(async ({ username, tone, wishes }) => {
    setBusy(true)
    setError(null)
    try {
      const { data } = await api.POST('/api/v1/exchange/public/{slug}/consumers', {
        params: { path: { slug } },
        body: { username, tone: tone || null, wishes: wishes || null },
      })
      if (data) {
        await navigate({
          to: '/exchange/$slug/consumer',
          params: { slug },
          hash: `secret=${data.secret}`,
          replace: true,
        })
      }
    } catch (problem) {
      if (problem instanceof Problem) form.setErrors(problem.byField)
      setError(problem)
    } finally {
      setBusy(false)
    }
  })
  return (
    <Panel title={t('consumer.form')} lead={t('consumer.formLead')}>
      <form onSubmit={submit}>
        <Stack>
          {error !== null && <Refusal error={error} />}
          <TextInput
            label={t('username')}
            leftSection="@"
            size="md"
            required
            autoCapitalize="none"
            autoComplete="username"
            {...form.getInputProps('username')}
          />
          <Select
            label={t('consumer.tone')}
            size="md"
            clearable
            placeholder={t('consumer.anyTone')}
            data={TONES.map((value) => ({ value, label: t(`tone.${value}`) }))}
            {...form.getInputProps('tone')}
          />
          <Textarea
            label={t('consumer.wishes')}
            description={t('consumer.wishesHint')}
            size="md"
            autosize
            minRows={2}
            maxLength={500}
            {...form.getInputProps('wishes')}
          />
          <Button type="submit" size="md" loading={busy}>
            {t('join.do')}
          </Button>
        </Stack>
      </form>
    </Panel>
  )
}
