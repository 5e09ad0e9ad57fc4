import { Button, Group, Paper, Text } from '@mantine/core'
import { IconCalendarOff, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { api, type Schema } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { failed, told } from '~/ui/toasts'
import classes from './PostRow.module.css'

type Post = Schema<'PostRead'>

/** What can be done to all chosen posts at once. Each is asked for alone; what is refused stays chosen. */
export function BulkBar({ chosen, onDone }: { chosen: Post[]; onDone: (left: string[]) => void }) {
  const { t } = useTranslation('posts')
  const [busy, setBusy] = useState(false)
  const planned = chosen.filter(({ status }) => status === 'scheduled' || status === 'publishing')

  async function each(posts: Post[], act: (post: Post) => Promise<unknown>): Promise<Post[]> {
    setBusy(true)
    const refused: string[] = []
    for (const post of posts) {
      await act(post).catch((error: unknown) => {
        refused.push(post.id)
        failed(error)
      })
    }
    await cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/posts') })
    setBusy(false)
    onDone(refused)
    return posts.filter(({ id }) => !refused.includes(id))
  }

  async function cancel() {
    const done = await each(planned, ({ id }) =>
      api.POST('/api/v1/posts/{post_id}/cancel', { params: { path: { post_id: id } } }),
    )
    if (done.length > 0) told(t('bulk.cancelled', { count: done.length }), () => plan(done))
  }

  const plan = (posts: Post[]) =>
    each(posts, ({ id, scheduled_time, time_zone }) =>
      api.POST('/api/v1/posts/{post_id}/schedule', {
        params: { path: { post_id: id } },
        body: { scheduled_time: String(scheduled_time), time_zone },
      }),
    )

  async function remove() {
    const live = chosen.filter(({ status }) => status === 'published').length
    const text = t('bulk.deleteText') + (live > 0 ? ` ${t('bulk.deleteLive', { count: live })}` : '')
    if (!(await confirmed(t('bulk.deleteTitle', { count: chosen.length }), text, t('common:action.delete')))) return
    const done = await each(chosen, ({ id }) =>
      api.DELETE('/api/v1/posts/{post_id}', { params: { path: { post_id: id } } }),
    )
    if (done.length > 0) told(t('bulk.deleted', { count: done.length }))
  }

  return (
    <Paper withBorder shadow="md" p="xs" className={classes.bar} role="region" aria-label={t('bulk.label')}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600} ml={4} aria-live="polite">
          {t('bulk.chosen', { count: chosen.length })}
        </Text>
        <Group gap="xs">
          {planned.length > 0 && (
            <Button
              variant="default"
              loading={busy}
              leftSection={<IconCalendarOff size={16} aria-hidden />}
              onClick={() => void cancel()}
            >
              {t('bulk.cancel', { count: planned.length })}
            </Button>
          )}
          <Button
            variant="light"
            color="red"
            loading={busy}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => void remove()}
          >
            {t('common:action.delete')}
          </Button>
          <Button variant="subtle" onClick={() => onDone([])}>
            {t('common:action.clear')}
          </Button>
        </Group>
      </Group>
    </Paper>
  )
}
