import { useBlocker } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, type Schema } from '~/api/client'
import { Problem } from '~/api/problem'
import { bodyOf, type Draft, isEmpty } from './draft'

export type Saving = 'idle' | 'waiting' | 'saving' | 'saved' | 'refused'

const PAUSE_MS = 900
const LOCAL = 'autogram.composing'

/** What was being written when the page was closed before the API had it. */
export function unsavedDraft(): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(LOCAL) ?? 'null') as Draft | null
  } catch {
    return null
  }
}

export function forgetUnsaved(): void {
  localStorage.removeItem(LOCAL)
}

/**
 * A post that saves itself as a draft a moment after each change; a copy is kept here until the API has it.
 * `problem` is why the API does not take it as it is; nothing is lost by that.
 */
export function useDraft(first: Draft, firstId: string | null) {
  const [draft, setDraft] = useState(first)
  const [postId, setPostId] = useState(firstId)
  const [saving, setSaving] = useState<Saving>('idle')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [warnings, setWarnings] = useState<Schema<'PostRead'>['warnings']>([])
  const latest = useRef({ draft, postId })
  const running = useRef<Promise<string | null> | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const save = useCallback(async (): Promise<string | null> => {
    clearTimeout(timer.current)
    await running.current
    running.current = (async () => {
      const { draft: now, postId: id } = latest.current
      setSaving('saving')
      try {
        const post = await write(now, id)
        latest.current.postId = post.id
        setPostId(post.id)
        setWarnings(post.warnings)
        setProblem(null)
        if (latest.current.draft === now) {
          forgetUnsaved()
          setSaving('saved')
        }
        return post.id
      } catch (error) {
        setSaving('refused')
        setProblem(error instanceof Problem ? error : null)
        return null
      }
    })()
    return running.current
  }, [])

  const change = useCallback(
    (part: Partial<Draft>) => {
      const next = { ...latest.current.draft, ...part }
      latest.current.draft = next
      setDraft(next)
      localStorage.setItem(LOCAL, JSON.stringify(next))
      clearTimeout(timer.current)
      if (isEmpty(next) && latest.current.postId === null) return
      setSaving('waiting')
      timer.current = setTimeout(() => void save(), PAUSE_MS)
    },
    [save],
  )

  useEffect(() => () => clearTimeout(timer.current), [])
  const isUnsaved = saving === 'waiting' || saving === 'saving'
  useBlocker({
    shouldBlockFn: async () => {
      // Leaving saves first; only what the API refuses stays behind as the copy here.
      if (saving === 'waiting') await save()
      return false
    },
    enableBeforeUnload: isUnsaved,
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
