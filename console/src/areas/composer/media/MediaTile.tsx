import { useSortable } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { ActionIcon, Badge, Tooltip } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconAlertTriangle, IconCrop, IconPencil, IconPlayerPlayFilled, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type DraftMedia, mediaOf } from '../draft'
import { CropDialog } from './CropDialog'
import { DetailsDialog } from './DetailsDialog'
import classes from './Media.module.css'

interface MediaTileProps {
  item: DraftMedia
  number: number
  /** What Instagram would object to. */
  fault?: string
  onChange: (part: Partial<DraftMedia>) => void
  onRemove: () => void
}

/** One picture or film of the post; dragged, or moved with the keys, to another place. */
export function MediaTile({ item, number, fault, onChange, onRemove }: MediaTileProps) {
  const { t } = useTranslation('composer')
  const { attributes, listeners, setNodeRef, transform, transition } = useSortable({ id: item.media_id })
  const details = () =>
    modals.open({ title: t('media.details'), size: 'lg', children: <DetailsDialog item={item} onSaved={onChange} /> })
  const crop = () =>
    modals.open({
      title: t('media.crop'),
      size: 'lg',
      children: <CropDialog item={item} onCropped={(made) => onChange({ ...mediaOf(made), user_tags: [] })} />,
    })
  return (
    <div
      ref={setNodeRef}
      className={classes.tile}
      data-fault={fault ? true : undefined}
      style={{ transform: CSS.Transform.toString(transform), transition }}
    >
      <button type="button" className={classes.handle} {...attributes} {...listeners}>
        <img src={item.thumbnail_url} alt={item.alt_text || t('media.item', { number })} />
      </button>
      <Badge size="sm" circle className={classes.number}>
        {number}
      </Badge>
      {fault && (
        <Tooltip label={fault} multiline maw={260}>
          <span className={classes.fault}>
            <IconAlertTriangle size={16} aria-label={fault} role="img" />
          </span>
        </Tooltip>
      )}
      {item.kind === 'video' && <IconPlayerPlayFilled className={classes.film} size={20} aria-hidden />}
      <div className={classes.tools}>
        <Tooltip label={t('media.details')}>
          <ActionIcon size="sm" variant="default" onClick={details} aria-label={t('media.detailsOf', { number })}>
            <IconPencil size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
        {item.kind === 'image' && (
          <Tooltip label={t('media.crop')}>
            <ActionIcon size="sm" variant="default" onClick={crop} aria-label={t('media.cropOf', { number })}>
              <IconCrop size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={t('common:action.remove')}>
          <ActionIcon size="sm" variant="default" onClick={onRemove} aria-label={t('media.remove', { number })}>
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  )
}
