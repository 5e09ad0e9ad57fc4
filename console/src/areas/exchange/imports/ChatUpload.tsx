import '@mantine/dropzone/styles.css'
import { Button, Card, Group, Progress, Stack, Tabs, Text, Textarea } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconClipboardText, IconFileText, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { upload } from '~/api/files'
import { Fault } from '~/ui/Fault'
import { refresh } from '../shared/data'
import type { ImportPreview } from '../shared/types'

/** The chat's export as a file, or its text pasted. */
export function ChatUpload({ onRead }: { onRead: (id: string) => void }) {
  const { t } = useTranslation('exchange')
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [text, setText] = useState('')

  async function read(name: 'file' | 'text', value: File | string) {
    const form = new FormData()
    form.append(name, value)
    setError(null)
    setShare(0)
    try {
      const preview = await upload<ImportPreview>('/api/v1/exchange/imports', form, setShare).done
      await refresh()
      onRead(preview.id)
    } catch (problem) {
      setError(problem)
    } finally {
      setShare(null)
    }
  }

  return (
    <Card>
      <Stack>
        {error !== null && <Fault error={error} />}
        {share !== null && <Progress value={share * 100} animated aria-label={t('import.reading')} />}
        <Tabs defaultValue="file" keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="file" leftSection={<IconFileText size={16} aria-hidden />}>
              {t('import.file')}
            </Tabs.Tab>
            <Tabs.Tab value="text" leftSection={<IconClipboardText size={16} aria-hidden />}>
              {t('import.paste')}
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="file">
            <Dropzone
              multiple={false}
              loading={share !== null}
              maxSize={20_000_000}
              onDrop={([file]) => file && void read('file', file)}
              inputProps={{ 'aria-label': t('import.choose') }}
            >
              <Stack align="center" gap={6} py="lg" ta="center">
                <IconUpload size={34} stroke={1.5} aria-hidden />
                <Text fw={600}>{t('import.drop')}</Text>
                <Text size="sm" c="dimmed" maw={480}>
                  {t('import.kinds')}
                </Text>
              </Stack>
            </Dropzone>
          </Tabs.Panel>
          <Tabs.Panel value="text">
            <Stack>
              <Textarea
                label={t('import.text')}
                autosize
                minRows={6}
                maxRows={14}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
              />
              <Group justify="flex-end">
                <Button disabled={text.trim() === ''} loading={share !== null} onClick={() => void read('text', text)}>
                  {t('import.preview')}
                </Button>
              </Group>
            </Stack>
          </Tabs.Panel>
        </Tabs>
        <Text size="sm" c="dimmed">
          {t('import.privacy')}
        </Text>
      </Stack>
    </Card>
  )
}
