import { Button, Card, Group, Stack, TagsInput, Textarea, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { failed, told } from '~/ui/toasts'

type Brand = Schema<'Brand'>
const LISTS = ['dos', 'donts', 'facts', 'hashtags', 'banned_hashtags'] as const

/** How the brand speaks; it is part of every question to a model. */
export function BrandForm({ brand: known }: { brand: Brand }) {
  const { t } = useTranslation('analytics')
  const [brand, setBrand] = useState(known)
  const save = query.useMutation('put', '/api/v1/content/brand', {
    onSuccess: () => told(t('ai.saved')),
    onError: failed,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate({ body: brand })
  }
  return (
    <Card component="form" onSubmit={submit}>
      <Stack gap="sm">
        <Title order={2} size="h3">
          {t('ai.brand')}
        </Title>
        <TextInput
          label={t('ai.name')}
          value={brand.name ?? ''}
          onChange={(event) => setBrand({ ...brand, name: event.currentTarget.value || null })}
        />
        <Textarea
          label={t('ai.voice')}
          description={t('ai.voiceHint')}
          autosize
          minRows={2}
          value={brand.voice ?? ''}
          onChange={(event) => setBrand({ ...brand, voice: event.currentTarget.value || null })}
        />
        {LISTS.map((name) => (
          <TagsInput
            key={name}
            label={t(`ai.${name}`)}
            splitChars={name.includes('hashtags') ? [',', ' '] : [';']}
            value={brand[name] ?? []}
            onChange={(list) =>
              setBrand({
                ...brand,
                [name]: name.includes('hashtags') ? list.map((tag) => `#${tag.replace(/^#+/, '')}`) : list,
              })
            }
          />
        ))}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}
