import { AspectRatio, Button, Group, Slider, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { LibraryPicker } from '~/areas/media/LibraryPicker'
import type { Draft } from './draft'
import type { Faults } from './faults'
import type { Change } from './useDraft'
import { useItems } from './useItems'

interface CoverFieldsProps {
  draft: Draft
  change: Change
  faults: Faults
}

/** A reel's cover: a picture of its own, or a moment of the film. */
export function CoverFields({ draft, change, faults }: CoverFieldsProps) {
  const { t } = useTranslation('composer')
  const film = draft.media[0]
  const { items } = useItems(draft.cover_media_id ? [draft.cover_media_id] : [])
  const cover = draft.cover_media_id ? items.get(draft.cover_media_id) : undefined
  const seconds = (draft.thumb_offset_ms ?? 0) / 1000
  const pick = () =>
    modals.open({
      title: t('options.coverPick'),
      size: 'xl',
      children: (
        <LibraryPicker
          most={1}
          kind="image"
          onPicked={([item]) => change({ cover_media_id: item?.id ?? null, thumb_offset_ms: null })}
        />
      ),
    })
  if (film?.kind !== 'video') return null
  const fault = faults.cover_media_id ?? faults.thumb_offset_ms
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {t('options.cover')}
      </Text>
      <Group align="flex-start" wrap="nowrap">
        <AspectRatio ratio={9 / 16} w={72} style={{ flex: 'none', overflow: 'hidden', borderRadius: 8 }}>
          {cover ? <img src={cover.thumbnail_url} alt="" /> : <Still url={film.url} seconds={seconds} />}
        </AspectRatio>
        <Stack gap="xs" flex={1}>
          {!draft.cover_media_id && (
            <>
              <Slider
                min={0}
                max={Math.max(film.seconds ?? 0, 0.1)}
                step={0.1}
                value={seconds}
                label={(value) => t('options.second', { value: value.toFixed(1) })}
                thumbLabel={t('options.thumb')}
                onChange={(value) => change({ thumb_offset_ms: Math.round(value * 1000) })}
              />
              <Text size="xs" c="dimmed">
                {t('options.thumbHint')}
              </Text>
            </>
          )}
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={pick}>
              {t('options.coverPick')}
            </Button>
            {draft.cover_media_id && (
              <Button size="xs" variant="subtle" onClick={() => change({ cover_media_id: null })}>
                {t('options.coverNone')}
              </Button>
            )}
          </Group>
          {fault && (
            <Text size="sm" c="red" role="alert">
              {fault}
            </Text>
          )}
        </Stack>
      </Group>
    </Stack>
  )
}

/** The film at that second. */
function Still({ url, seconds }: { url: string; seconds: number }) {
  const film = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (film.current) film.current.currentTime = seconds
  }, [seconds])
  return <video ref={film} src={url} muted playsInline preload="auto" aria-hidden style={{ objectFit: 'cover' }} />
}
