import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type Schema } from '~/api/client'
import { told } from '~/ui/toasts'
import { exactly } from '~/ui/When'

type Post = Schema<'PostRead'>

/** Plans posts for another time. Throws a `Problem` if the time is refused; says what was done, and how to take it back. */
export function useMove() {
  const { t } = useTranslation('posts')
  const cache = useQueryClient()
  const [moving, setMoving] = useState(false)

  async function plan(post: Post, at: string): Promise<void> {
    const params = { path: { post_id: post.id } }
    const when = { scheduled_time: at, time_zone: post.time_zone }
    if (post.status === 'late' || post.status === 'failed' || post.status === 'unconfirmed') {
      await api.POST('/api/v1/posts/{post_id}/decision', { params, body: { decision: 'reschedule', ...when } })
    } else {
      await api.POST('/api/v1/posts/{post_id}/schedule', { params, body: when })
    }
    await cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/posts') })
  }

  async function move(post: Post, at: string): Promise<void> {
    setMoving(true)
    const before = post.scheduled_time
    try {
      await plan(post, at)
      const undo = before && post.status === 'scheduled' ? () => plan(post, before) : undefined
      told(t('move.done', { time: exactly(at) }), undo)
    } finally {
      setMoving(false)
    }
  }
  return { move, moving }
}
