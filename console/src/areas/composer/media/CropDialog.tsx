import { Button, Group, SegmentedControl, Slider, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState } from 'react'
import Cropper, { type Area } from 'react-easy-crop'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { upload } from '~/api/files'
import { failed } from '~/ui/toasts'
import type { DraftMedia } from '../draft'
import classes from './Media.module.css'

const RATIOS = { '4:5': 4 / 5, '1:1': 1, '1.91:1': 1.91, '9:16': 9 / 16 }
type Ratio = keyof typeof RATIOS

interface CropDialogProps {
  item: DraftMedia
  onCropped: (made: Schema<'MediaRead-Output'>) => void
}

/** Cuts a picture to one of Instagram's ratios; the cut one is a new item, and the library keeps the first. */
export function CropDialog({ item, onCropped }: CropDialogProps) {
  const { t } = useTranslation('composer')
  const [ratio, setRatio] = useState<Ratio>('4:5')
  const [crop, setCrop] = useState({ x: 0, y: 0 })
  const [zoom, setZoom] = useState(1)
  const [area, setArea] = useState<Area | null>(null)
  const [busy, setBusy] = useState(false)

  async function cut() {
    if (!area) return
    setBusy(true)
    try {
      const form = new FormData()
      form.append('file', await cutOut(item.url, area), 'cropped.jpg')
      if (item.alt_text) form.append('alt_text', item.alt_text)
      onCropped(await upload<Schema<'MediaRead-Output'>>('/api/v1/media', form, () => undefined).done)
      modals.closeAll()
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Stack>
      <SegmentedControl
        aria-label={t('media.ratio')}
        data={Object.keys(RATIOS)}
        value={ratio}
        onChange={(chosen) => setRatio(chosen as Ratio)}
      />
      <div className={classes.cropper}>
        <Cropper
          image={item.url}
          aspect={RATIOS[ratio]}
          crop={crop}
          zoom={zoom}
          onCropChange={setCrop}
          onZoomChange={setZoom}
          onCropComplete={(_, pixels) => setArea(pixels)}
          nonce={document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content}
        />
      </div>
      <Slider label={null} min={1} max={3} step={0.01} value={zoom} onChange={setZoom} thumbLabel={t('media.zoom')} />
      <Group justify="space-between">
        <Text size="xs" c="dimmed" className="tabular">
          {area ? `${Math.round(area.width)} × ${Math.round(area.height)}` : ''}
        </Text>
        <Button onClick={cut} loading={busy}>
          {t('media.cut')}
        </Button>
      </Group>
    </Stack>
  )
}

async function cutOut(url: string, area: Area): Promise<Blob> {
  const picture = new Image()
  picture.crossOrigin = 'anonymous'
  picture.src = url
  await picture.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(area.width)
  canvas.height = Math.round(area.height)
  canvas.getContext('2d')?.drawImage(picture, -area.x, -area.y)
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (made) => (made ? resolve(made) : reject(new Error('The picture could not be cut.'))),
      'image/jpeg',
      0.95,
    )
  })
}
