import { Alert, Button, Group, List, Stack, Text, Textarea } from '@mantine/core'
import { IconPlus, IconSparkles, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query, type Schema } from '~/api/client'
import { useMay } from '~/app/me'
import { confirmed } from '~/ui/confirm'
import { bytes } from '~/ui/numbers'
import { failed, told } from '~/ui/toasts'
import { exactly } from '~/ui/When'
import { WhereUsed } from './WhereUsed'

const reread = () =>
  void cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/media') })

/** One item: what it shows, what Instagram would object to, and what can be done with it. */
export function ItemDetails({ item, onGone }: { item: Schema<'MediaRead-Output'>; onGone: () => void }) {
  const { t } = useTranslation('media')
  const [text, setText] = useState(item.alt_text)
  const mayWrite = useMay('manage-posts')
  const path = { media_id: item.id }
  const save = query.useMutation('put', '/api/v1/media/{media_id}', {
    onSuccess: () => {
      reread()
      told(t('saved'))
    },
    onError: failed,
  })
  const describe = query.useMutation('post', '/api/v1/content/alt-text/generate', {
    onSuccess: ({ alt_text }) => setText(alt_text),
    onError: failed,
  })
  const remove = query.useMutation('delete', '/api/v1/media/{media_id}', {
    onSuccess: () => {
      onGone()
      void cache.invalidateQueries({ queryKey: ['get', '/api/v1/media'] })
    },
    onError: failed,
  })
  return (
    <Stack>
      {item.kind === 'video' ? (
        // biome-ignore lint/a11y/useMediaCaption: the film is the person's own upload
        <video src={item.url} poster={item.thumbnail_url} controls style={{ width: '100%', borderRadius: 12 }} />
      ) : (
        <img src={item.url} alt={item.alt_text} style={{ width: '100%', borderRadius: 12 }} />
      )}
      <Text size="sm" c="dimmed">
        {item.dimensions.width} × {item.dimensions.height} · {bytes(item.size_bytes)} · {exactly(item.created_at)}
      </Text>
      {item.problems.length > 0 && (
        <Alert color="yellow" title={t('objections')}>
          <List size="sm">
            {item.problems.map(({ use, message }) => (
              <List.Item key={use + message}>
                <b>{t(`as.${use}`, { defaultValue: use })}</b>: {message}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Textarea
        label={t('altText')}
        description={t('altTextHint')}
        autosize
        minRows={2}
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {item.kind === 'image' && mayWrite && (
        <Group>
          <Button
            size="xs"
            variant="light"
            leftSection={<IconSparkles size={15} aria-hidden />}
            loading={describe.isPending}
            onClick={() => describe.mutate({ body: { media_id: item.id } })}
          >
            {t('describe')}
          </Button>
        </Group>
      )}
      <Group justify="space-between">
        <Button
          variant="light"
          loading={save.isPending}
          disabled={text === item.alt_text}
          onClick={() => save.mutate({ params: { path }, body: { alt_text: text, original_name: item.original_name } })}
        >
          {t('common:action.save')}
        </Button>
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/compose" search={{ media: item.id }} {...props} />}
        >
          {t('use')}
        </Button>
      </Group>
      <WhereUsed mediaId={item.id} />
      <Button
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={16} aria-hidden />}
        loading={remove.isPending}
        onClick={async () => {
          if (await confirmed(t('delete'), t('deleteHint'))) remove.mutate({ params: { path } })
        }}
      >
        {t('delete')}
      </Button>
    </Stack>
  )
}
