import { Button, Card, Group, Select, SimpleGrid, Stack, Text, Textarea } from '@mantine/core'
import { modals } from '@mantine/modals'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { dollars } from '~/ui/numbers'

const TONES = ['friendly', 'professional', 'playful', 'inspiring', 'calm']

/** Three captions side by side; the chosen one replaces what stands in the composer. */
export function WriteForMe({ onChosen }: { onChosen: (caption: string) => void }) {
  const { t } = useTranslation('composer')
  const [about, setAbout] = useState('')
  const [tone, setTone] = useState('friendly')
  const write = query.useMutation('post', '/api/v1/content/caption/generate')
  function submit(event: FormEvent) {
    event.preventDefault()
    write.mutate({ body: { product_description: about, tone, variants: 3 } as never })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Textarea
          label={t('help.about')}
          description={t('help.aboutHint')}
          required
          data-autofocus
          minRows={2}
          autosize
          maxLength={1000}
          value={about}
          onChange={(event) => setAbout(event.currentTarget.value)}
        />
        <Group align="flex-end">
          <Select
            label={t('help.tone')}
            allowDeselect={false}
            flex={1}
            data={TONES.map((value) => ({ value, label: t(`help.tones.${value}`) }))}
            value={tone}
            onChange={(chosen) => chosen && setTone(chosen)}
          />
          <Button type="submit" loading={write.isPending}>
            {t(write.data ? 'help.again' : 'help.do')}
          </Button>
        </Group>
        {write.error && <Fault error={write.error} />}
        {write.data && (
          <>
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              {write.data.variants.map(({ caption }) => (
                <Card key={caption} padding="sm">
                  <Text size="sm" flex={1} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                    {caption}
                  </Text>
                  <Button
                    size="xs"
                    variant="light"
                    mt="sm"
                    onClick={() => {
                      onChosen(caption)
                      modals.closeAll()
                    }}
                  >
                    {t('help.take')}
                  </Button>
                </Card>
              ))}
            </SimpleGrid>
            <Text size="xs" c="dimmed">
              {t('help.model', { model: write.data.model_used, cost: dollars(write.data.cost_cents) })}
            </Text>
          </>
        )}
      </Stack>
    </form>
  )
}
