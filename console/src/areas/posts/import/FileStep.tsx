import '@mantine/dropzone/styles.css'
import { Button, Card, Group, Progress, Select, Stack, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconDownload, IconTable } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { download, upload } from '~/api/files'
import { useAccounts } from '~/app/me'
import { Fault } from '~/ui/Fault'
import { failed } from '~/ui/toasts'

type Table = Schema<'autogram__publishing__imports__schemas__ImportRead'>

/** Takes the table. The account and the zone hold for rows that name none. */
export function FileStep({ onRead }: { onRead: (id: string) => void }) {
  const { t } = useTranslation('posts')
  const { accounts } = useAccounts()
  const [account, setAccount] = useState<string | null>(null)
  const [zone, setZone] = useState(dayjs.tz.guess())
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const chosen = account ?? accounts[0]?.id ?? null

  async function send(file: File | undefined) {
    if (!file) return
    const form = new FormData()
    form.set('file', file)
    if (chosen) form.set('account_id', chosen)
    form.set('time_zone', zone)
    setError(null)
    setShare(0)
    try {
      onRead((await upload<Table>('/api/v1/post-imports', form, setShare).done).id)
    } catch (fault) {
      setError(fault)
    } finally {
      setShare(null)
    }
  }

  return (
    <Card>
      <Stack>
        <Group justify="space-between">
          <Text size="sm" maw={520}>
            {t('import.templateHint')}
          </Text>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => void download('/api/v1/post-imports/template.csv', 'posts.csv').catch(failed)}
          >
            {t('import.template')}
          </Button>
        </Group>
        <Group grow>
          <Select
            label={t('import.account')}
            data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
            value={chosen}
            onChange={setAccount}
            allowDeselect={false}
          />
          <Select
            label={t('import.zone')}
            data={Intl.supportedValuesOf('timeZone')}
            value={zone}
            onChange={(value) => setZone(value ?? zone)}
            searchable
            limit={50}
            allowDeselect={false}
          />
        </Group>
        {error !== null && <Fault error={error} />}
        <Dropzone
          onDrop={([file]) => void send(file)}
          maxFiles={1}
          multiple={false}
          loading={share !== null}
          accept={{ 'text/csv': ['.csv'], 'text/plain': ['.csv', '.txt'], 'application/vnd.ms-excel': ['.csv'] }}
          onReject={() => setError(new Error(t('import.noCsv')))}
          inputProps={{ 'aria-label': t('import.drop') }}
        >
          <Stack align="center" gap={6} py="lg">
            <IconTable size={36} stroke={1.4} aria-hidden />
            <Text fw={600}>{t('import.drop')}</Text>
            <Text size="sm" c="dimmed">
              {t('import.dropHint')}
            </Text>
          </Stack>
        </Dropzone>
        {share !== null && <Progress value={share * 100} aria-label={t('import.file')} />}
      </Stack>
    </Card>
  )
}
