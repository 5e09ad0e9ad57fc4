import '@mantine/dropzone/styles.css'
import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileZip, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Upload, upload } from '~/api/files'
import { Fault } from '~/ui/Fault'
import { percent } from '~/ui/numbers'
import { refresh } from '../data/hooks'
import type { Import } from '../data/types'
import { SandboxFile } from './SandboxFile'

/** The export as it came: dropped or chosen, sent with progress. Without a profile its owner tells whose it is. */
export function ExportDrop({ profileId, onTaken }: { profileId?: string; onTaken: (taken: Import) => void }) {
  const { t } = useTranslation('audience')
  const [sending, setSending] = useState<Upload<Import> | null>(null)
  const [share, setShare] = useState(0)
  const [error, setError] = useState<unknown>(null)

  async function send(files: File[]) {
    const form = new FormData()
    for (const file of files) form.append('file', file)
    const path = profileId ? `/api/v1/audience/profiles/${profileId}/exports` : '/api/v1/audience/exports'
    setError(null)
    setShare(0)
    const started = upload<Import>(path, form, setShare)
    setSending(started)
    try {
      const taken = await started.done
      await refresh()
      onTaken(taken)
    } catch (problem) {
      if (!(problem instanceof DOMException)) setError(problem)
    } finally {
      setSending(null)
    }
  }

  return (
    <Stack gap="sm">
      <Dropzone
        onDrop={(files) => void send(files)}
        disabled={sending !== null}
        inputProps={{ 'aria-label': t('drop.label') }}
      >
        <Stack align="center" gap={6} py="lg" ta="center" style={{ pointerEvents: 'none' }}>
          <Dropzone.Accept>
            <IconUpload size={40} stroke={1.4} aria-hidden />
          </Dropzone.Accept>
          <Dropzone.Idle>
            <IconFileZip size={40} stroke={1.4} aria-hidden />
          </Dropzone.Idle>
          <Text fw={650}>{t('drop.title')}</Text>
          <Text size="sm" c="dimmed">
            {t('drop.text')}
          </Text>
        </Stack>
      </Dropzone>
      {sending && (
        <Group wrap="nowrap">
          <Progress flex={1} value={share * 100} animated aria-label={t('drop.sending')} />
          <Text size="sm" className="tabular">
            {percent(share * 100, 0)}
          </Text>
          <Button size="xs" variant="subtle" onClick={sending.cancel}>
            {t('common:action.cancel')}
          </Button>
        </Group>
      )}
      {error !== null && <Fault error={error} />}
      {!sending && <SandboxFile onFile={(file) => void send([file])} />}
    </Stack>
  )
}
