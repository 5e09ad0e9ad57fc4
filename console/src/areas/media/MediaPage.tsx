import {
  Button,
  Card,
  Drawer,
  FileButton,
  Group,
  Progress,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import '@mantine/dropzone/styles.css'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPhoto, IconSearch, IconUpload } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { told } from '~/ui/toasts'
import { ItemDetails } from './ItemDetails'
import { LibraryGrid } from './LibraryGrid'
import { useLibrary } from './useLibrary'
import { useUploads } from './useUploads'

const ACCEPTED = ['image/*', 'video/*']

export function MediaPage() {
  const { t } = useTranslation('media')
  const { q, kind } = useSearch({ from: '/app/media' })
  const navigate = useNavigate({ from: '/media' })
  const [typed, setTyped] = useState(q ?? '')
  const [search] = useDebouncedValue(typed, 250)
  const [open, setOpen] = useState<Schema<'MediaRead-Output'> | null>(null)
  const library = useLibrary(search, kind)
  const { uploads, add, dismiss } = useUploads((item) => told(t('added', { name: item.original_name })))

  useEffect(() => {
    void navigate({ search: (before) => ({ ...before, q: search || undefined }), replace: true })
  }, [search, navigate])

  const choose = (
    <FileButton onChange={add} accept={ACCEPTED.join(',')} multiple>
      {(props) => (
        <Button {...props} leftSection={<IconUpload size={16} aria-hidden />}>
          {t('upload')}
        </Button>
      )}
    </FileButton>
  )
  const isEmpty = !library.isPending && !library.error && library.items.length === 0
  return (
    <Page title={t('title')} lead={t('lead')} actions={choose}>
      <Dropzone.FullScreen active onDrop={add} accept={ACCEPTED}>
        <Group justify="center" mih={220} style={{ pointerEvents: 'none' }}>
          <IconUpload size={36} aria-hidden />
          <Text size="lg">{t('dropHere')}</Text>
        </Group>
      </Dropzone.FullScreen>
      <Group>
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          flex={1}
          miw={180}
          maw={360}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t('kind')}
          data={[
            { value: '', label: t('all') },
            { value: 'image', label: t('images') },
            { value: 'video', label: t('videos') },
          ]}
          value={kind ?? ''}
          onChange={(chosen) =>
            void navigate({ search: (before) => ({ ...before, kind: (chosen || undefined) as typeof kind }) })
          }
        />
      </Group>
      {uploads.length > 0 && (
        <Card padding="sm">
          <Stack gap="xs">
            {uploads.map(({ key, name, share, error }) => (
              <div key={key} role={error ? 'alert' : 'status'}>
                <Group justify="space-between" wrap="nowrap">
                  <Text size="sm" truncate>
                    {name}
                  </Text>
                  {error && (
                    <Button size="compact-xs" variant="subtle" onClick={() => dismiss(key)}>
                      {t('common:action.close')}
                    </Button>
                  )}
                </Group>
                {error ? (
                  <Text size="sm" c="red">
                    {error}
                  </Text>
                ) : (
                  <Progress value={share * 100} animated aria-label={name} />
                )}
              </div>
            ))}
          </Stack>
        </Card>
      )}
      {library.error && <Fault error={library.error} onRetry={() => void library.refetch()} />}
      {isEmpty ? (
        <Empty icon={IconPhoto} title={t(search ? 'nothing' : 'empty')} text={t('emptyHint')}>
          {choose}
        </Empty>
      ) : (
        <LibraryGrid library={library} onItem={setOpen} />
      )}
      <Drawer opened={open !== null} onClose={() => setOpen(null)} position="right" title={open?.original_name}>
        {open && <ItemDetails key={open.id} item={open} onGone={() => setOpen(null)} />}
      </Drawer>
    </Page>
  )
}
