import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { arrayMove, rectSortingStrategy, SortableContext, sortableKeyboardCoordinates } from '@dnd-kit/sortable'
import { Button, Card, Group, Loader, Stack, Text, Title } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import '@mantine/dropzone/styles.css'
import { modals } from '@mantine/modals'
import { IconPhotoPlus, IconSparkles, IconUpload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { LibraryPicker } from '~/areas/media/LibraryPicker'
import { useUploads } from '~/areas/media/useUploads'
import { type Draft, type DraftMedia, mediaOf } from '../draft'
import { type Faults, faultOfItem } from '../faults'
import { DrawForMe } from '../help/DrawForMe'
import type { Change } from '../useDraft'
import classes from './Media.module.css'
import { MediaTile } from './MediaTile'

const MOST = 10

interface PanelProps {
  draft: Draft
  change: Change
  faults: Faults
}

/** Pictures and films of the post: dropped here or taken from the library, in the order they are shown. */
export function MediaPanel({ draft, change, faults }: PanelProps) {
  const { t } = useTranslation('composer')
  const { uploads, add } = useUploads((item) => append([mediaOf(item)]))
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const ids = draft.media.map(({ media_id }) => media_id)

  // What comes late (uploads, dialogs) joins the media as they are then.
  function append(more: DraftMedia[]) {
    change(({ media }) => {
      const fresh = more.filter((one) => media.every(({ media_id }) => media_id !== one.media_id))
      return { media: [...media, ...fresh].slice(0, MOST) }
    })
  }
  function alter(id: string, part: Partial<DraftMedia>) {
    change(({ media }) => ({ media: media.map((one) => (one.media_id === id ? { ...one, ...part } : one)) }))
  }
  function remove(id: string) {
    change(({ media }) => ({ media: media.filter(({ media_id }) => media_id !== id) }))
  }

  function move({ active, over }: DragEndEvent) {
    if (!over || active.id === over.id) return
    change({ media: arrayMove(draft.media, ids.indexOf(String(active.id)), ids.indexOf(String(over.id))) })
  }

  const pick = () =>
    modals.open({
      title: t('media.library'),
      size: 'xl',
      children: <LibraryPicker most={MOST - draft.media.length} onPicked={(items) => append(items.map(mediaOf))} />,
    })
  const draw = () =>
    modals.open({ title: t('help.draw'), children: <DrawForMe onDrawn={(item) => append([mediaOf(item)])} /> })
  const isBusy = uploads.some(({ error }) => error === null)

  return (
    <Card>
      <Dropzone.FullScreen active={draft.media.length < MOST} onDrop={add} accept={['image/*', 'video/*']}>
        <Group justify="center" mih={220} style={{ pointerEvents: 'none' }}>
          <IconUpload size={36} aria-hidden />
          <Text size="lg">{t('media.dropHere')}</Text>
        </Group>
      </Dropzone.FullScreen>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h3">
            {t('media.title')}
          </Title>
          <Group gap="xs">
            <Button size="xs" variant="light" leftSection={<IconPhotoPlus size={15} aria-hidden />} onClick={pick}>
              {t('media.library')}
            </Button>
            <Button size="xs" variant="light" leftSection={<IconSparkles size={15} aria-hidden />} onClick={draw}>
              {t('help.draw')}
            </Button>
          </Group>
        </Group>
        {draft.media.length > 0 && (
          <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={move}>
            <SortableContext items={ids} strategy={rectSortingStrategy}>
              <div className={classes.tiles}>
                {draft.media.map((item, index) => (
                  <MediaTile
                    key={item.media_id}
                    item={item}
                    number={index + 1}
                    fault={faultOfItem(faults, index)}
                    onChange={(part) => alter(item.media_id, part)}
                    onRemove={() => remove(item.media_id)}
                  />
                ))}
              </div>
            </SortableContext>
          </DndContext>
        )}
        {draft.media.length < MOST && (
          <Dropzone onDrop={add} accept={['image/*', 'video/*']} multiple aria-label={t('media.drop')} p="md">
            <Group justify="center" gap="sm" mih={draft.media.length > 0 ? 30 : 90} style={{ pointerEvents: 'none' }}>
              {isBusy ? <Loader size="sm" /> : <IconUpload size={22} stroke={1.5} aria-hidden />}
              <Text size="sm" c="dimmed">
                {t('media.drop')}
              </Text>
            </Group>
          </Dropzone>
        )}
        {faults.media && (
          <Text size="sm" c="red" role="alert">
            {faults.media}
          </Text>
        )}
        {uploads.map(({ key, name, share, error }) => (
          <Text key={key} size="sm" c={error ? 'red' : 'dimmed'} role={error ? 'alert' : 'status'}>
            {name}: {error ?? `${Math.round(share * 100)} %`}
          </Text>
        ))}
      </Stack>
    </Card>
  )
}
