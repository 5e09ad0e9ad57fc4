import { Button, Select, Stack, Textarea } from '@mantine/core'
import { modals } from '@mantine/modals'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, query, type Schema } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { failed } from '~/ui/toasts'

const SIZES = { '1024x1024': '1:1', '1024x1792': '9:16', '1792x1024': '16:9' }

/** A picture drawn by the model; it is in the library at once. */
export function DrawForMe({ onDrawn }: { onDrawn: (item: Schema<'MediaRead-Output'>) => void }) {
  const { t } = useTranslation('composer')
  const [prompt, setPrompt] = useState('')
  const [size, setSize] = useState('1024x1024')
  const draw = query.useMutation('post', '/api/v1/content/image/generate', {
    onSuccess: async ({ media_id }) => {
      try {
        const { data } = await api.GET('/api/v1/media/{media_id}', { params: { path: { media_id } } })
        if (data) onDrawn(data)
        modals.closeAll()
      } catch (error) {
        failed(error)
      }
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    draw.mutate({ body: { prompt, size } as never })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Textarea
          label={t('help.prompt')}
          required
          data-autofocus
          autosize
          minRows={3}
          maxLength={2000}
          value={prompt}
          onChange={(event) => setPrompt(event.currentTarget.value)}
        />
        <Select
          label={t('help.shape')}
          allowDeselect={false}
          data={Object.entries(SIZES).map(([value, label]) => ({ value, label }))}
          value={size}
          onChange={(chosen) => chosen && setSize(chosen)}
        />
        {draw.error && <Fault error={draw.error} />}
        <Button type="submit" loading={draw.isPending}>
          {t('help.draw')}
        </Button>
      </Stack>
    </form>
  )
}
