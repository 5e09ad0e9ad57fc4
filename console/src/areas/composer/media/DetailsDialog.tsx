import { Button, Group, Pill, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconSparkles } from '@tabler/icons-react'
import { type MouseEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { failed } from '~/ui/toasts'
import type { DraftMedia, DraftTag } from '../draft'
import classes from './Media.module.css'

const HANDLE = /^[A-Za-z0-9._]{1,30}$/

interface DetailsDialogProps {
  item: DraftMedia
  onSaved: (part: Partial<DraftMedia>) => void
}

/** The alternative text, by hand or by a model that sees, and people tagged where one clicks. */
export function DetailsDialog({ item, onSaved }: DetailsDialogProps) {
  const { t } = useTranslation('composer')
  const [text, setText] = useState(item.alt_text)
  const [tags, setTags] = useState<DraftTag[]>(item.user_tags)
  const [place, setPlace] = useState<{ x: number; y: number } | null>(null)
  const [name, setName] = useState('')
  const describe = query.useMutation('post', '/api/v1/content/alt-text/generate', {
    onSuccess: ({ alt_text }) => setText(alt_text),
    onError: failed,
  })
  const handle = name.trim().replace(/^@/, '')

  function point(event: MouseEvent<HTMLButtonElement>) {
    const box = event.currentTarget.getBoundingClientRect()
    setPlace({ x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height })
  }

  function addTag() {
    const at = item.kind === 'video' ? { x: null, y: null } : (place ?? { x: 0.5, y: 0.5 })
    setTags([...tags.filter(({ username }) => username !== handle), { username: handle, ...at }])
    setName('')
    setPlace(null)
  }

  return (
    <Stack>
      {item.kind === 'image' && (
        <button type="button" className={classes.taggable} onClick={point} aria-label={t('media.point')}>
          <img src={item.url} alt={text} />
          {tags.map(({ username, x, y }) => (
            <span
              key={username}
              className={classes.tag}
              style={{ left: `${(x ?? 0.5) * 100}%`, top: `${(y ?? 0.5) * 100}%` }}
            >
              @{username}
            </span>
          ))}
          {place && (
            <span className={classes.tag} style={{ left: `${place.x * 100}%`, top: `${place.y * 100}%` }}>
              {handle ? `@${handle}` : '?'}
            </span>
          )}
        </button>
      )}
      <Group align="flex-end">
        <TextInput
          label={t('media.tag')}
          description={t('media.tagHint')}
          placeholder="@name"
          flex={1}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button variant="light" disabled={!HANDLE.test(handle)} onClick={addTag}>
          {t('common:action.add')}
        </Button>
      </Group>
      {tags.length > 0 && (
        <Group gap="xs">
          {tags.map(({ username }) => (
            <Pill
              key={username}
              withRemoveButton
              removeButtonProps={{ 'aria-label': t('media.untag', { name: username }) }}
              onRemove={() => setTags(tags.filter((tag) => tag.username !== username))}
            >
              @{username}
            </Pill>
          ))}
        </Group>
      )}
      {item.kind === 'image' && (
        <>
          <Textarea
            label={t('media.altText')}
            description={t('media.altTextHint')}
            autosize
            minRows={2}
            maxLength={1000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Group>
            <Button
              size="xs"
              variant="light"
              leftSection={<IconSparkles size={15} aria-hidden />}
              loading={describe.isPending}
              onClick={() => describe.mutate({ body: { media_id: item.media_id } })}
            >
              {t('help.describe')}
            </Button>
          </Group>
        </>
      )}
      <Text size="xs" c="dimmed">
        {item.width} × {item.height}
      </Text>
      <Group justify="flex-end">
        <Button
          onClick={() => {
            onSaved({ alt_text: text, user_tags: tags })
            modals.closeAll()
          }}
        >
          {t('common:action.save')}
        </Button>
      </Group>
    </Stack>
  )
}
