import { useBlocker } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, type Schema } from '~/api/client'
import { Problem } from '~/api/problem'
import { bodyOf, type Draft, isEmpty } from './draft'
import { forgetUnsaved, keepUnsaved } from './unsaved'

export type Saving = 'idle' | 'waiting' | 'saving' | 'saved' | 'refused'

/** Changes the post: by what is new, or by what follows from how it is at that moment (after an upload, say). */
export type Change = (part: Partial<Draft> | ((now: Draft) => Partial<Draft>)) => void

export type Writing = ReturnType<typeof useDraft>

const PAUSE_MS = 900

/**
 * A post that saves itself a moment after each change; a copy is kept here until the API has it.
 * `problem` is why the API does not take it as it is; nothing is lost by that.
 */
export function useDraft(first: Draft, firstId: string | null, onMade: (postId: string) => void) {
  const [draft, setDraft] = useState(first)
  const [postId, setPostId] = useState(firstId)
  const [saving, setSaving] = useState<Saving>('idle')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [warnings, setWarnings] = useState<Schema<'PostRead'>['warnings']>([])
  const latest = useRef({ draft: first, postId: firstId, onMade })
  latest.current.onMade = onMade
  const running = useRef<Promise<unknown>>(Promise.resolve())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const save = useCallback((): Promise<string | null> => {
    clearTimeout(timer.current)
    // One after the other: two at once would make two posts.
    const mine = running.current.then(async () => {
      const { draft: now, postId: id } = latest.current
      setSaving('saving')
      try {
        const post = await write(now, id)
        const isLast = latest.current.draft === now
        latest.current.postId = post.id
        setPostId(post.id)
        setWarnings(post.warnings)
        setProblem(null)
        forgetUnsaved(id)
        if (!isLast) keepUnsaved(post.id, latest.current.draft)
        setSaving(isLast ? 'saved' : 'waiting')
        if (id === null) latest.current.onMade(post.id)
        return post.id
      } catch (error) {
        setSaving('refused')
        setProblem(error instanceof Problem ? error : null)
        return null
      }
    })
    running.current = mine
    return mine
  }, [])

  const change: Change = useCallback(
    (part) => {
      const now = latest.current.draft
      const next = { ...now, ...(typeof part === 'function' ? part(now) : part) }
      latest.current.draft = next
      setDraft(next)
      clearTimeout(timer.current)
      if (isEmpty(next) && latest.current.postId === null) {
        forgetUnsaved(null)
        setSaving('idle')
        return
      }
      keepUnsaved(latest.current.postId, next)
      setSaving('waiting')
      timer.current = setTimeout(() => void save(), PAUSE_MS)
    },
    [save],
  )

  useEffect(() => () => clearTimeout(timer.current), [])
  useBlocker({
    shouldBlockFn: async () => {
      // Leaving saves first; what the API refuses stays here as the copy.
      if (saving === 'waiting') await save()
      return false
    },
    enableBeforeUnload: saving === 'waiting' || saving === 'saving',
  })

  return { draft, change, save, postId, saving, problem, warnings }
}

async function write(draft: Draft, postId: string | null): Promise<Schema<'PostRead'>> {
  const body = bodyOf(draft)
  const answer = postId
    ? await api.PATCH('/api/v1/posts/{post_id}', { params: { path: { post_id: postId } }, body })
    : await api.POST('/api/v1/posts', { body })
  if (!answer.data) throw new Error('no answer')
  return answer.data
}
