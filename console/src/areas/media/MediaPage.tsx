import { Button, FileButton, Group, SegmentedControl, Text, TextInput } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import '@mantine/dropzone/styles.css'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPhoto, IconSearch, IconUpload } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { told } from '~/ui/toasts'
import { ItemDrawer } from './ItemDrawer'
import { LibraryGrid } from './LibraryGrid'
import { UploadList } from './UploadList'
import { useLibrary } from './useLibrary'
import { useUploads } from './useUploads'

const ACCEPTED = ['image/*', 'video/*']

export function MediaPage() {
  const { t } = useTranslation('media')
  const { q, kind, item } = useSearch({ from: '/app/media' })
  const navigate = useNavigate({ from: '/media' })
  const [typed, setTyped] = useState(q ?? '')
  const [search] = useDebouncedValue(typed, 250)
  const library = useLibrary(search, kind)
  const { uploads, add, dismiss } = useUploads((item) => told(t('added', { name: item.original_name })))

  useEffect(() => {
    void navigate({ search: (before) => ({ ...before, q: search || undefined }), replace: true })
  }, [search, navigate])

  const show = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, item: id }) })
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
      <UploadList uploads={uploads} onDismiss={dismiss} />
      {library.error && <Fault error={library.error} onRetry={() => void library.refetch()} />}
      {isEmpty ? (
        <Empty icon={IconPhoto} title={t(search ? 'nothing' : 'empty')} text={t('emptyHint')}>
          {choose}
        </Empty>
      ) : (
        <LibraryGrid library={library} onItem={({ id }) => show(id)} />
      )}
      <ItemDrawer id={item ?? null} onClose={() => show(undefined)} />
    </Page>
  )
}
