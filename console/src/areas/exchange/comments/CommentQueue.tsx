import { Stack } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { acted, useMayManage } from '../shared/data'
import type { Comment } from '../shared/types'
import { CommentCard } from './CommentCard'

export type Move = 'approve' | 'reject' | 'retry' | 'check'

/** Texts one below the other; with the keyboard `j` and `k` choose one, `a` approves it and `r` rejects it. */
export function CommentQueue({ comments }: { comments: Comment[] }) {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const [chosenId, setChosen] = useState<string | null>(null)
  const place = Math.max(
    comments.findIndex(({ id }) => id === chosenId),
    0,
  )
  const chosen = comments[place]

  async function move(comment: Comment, how: Move) {
    // The next one is chosen before this one leaves the list.
    const next = comments[comments.indexOf(comment) + 1] ?? comments[comments.indexOf(comment) - 1]
    const params = { path: { comment_id: comment.id } }
    const done = await acted(
      api.POST(`/api/v1/exchange/comments/{comment_id}/${how}`, { params }),
      t(`texts.${how}Done`),
    )
    if (done) setChosen(next?.id ?? null)
  }

  function step(by: number) {
    const next = comments[Math.min(Math.max(place + by, 0), comments.length - 1)]
    if (!next) return
    setChosen(next.id)
    document.getElementById(`text-${next.id}`)?.scrollIntoView({ block: 'nearest' })
  }

  const decide = (how: 'approve' | 'reject') => {
    if (mayManage && chosen?.status === 'waiting') void move(chosen, how)
  }
  useHotkeys([
    ['a', () => decide('approve')],
    ['r', () => decide('reject')],
    ['j', () => step(1)],
    ['k', () => step(-1)],
  ])

  return (
    <Stack gap="sm">
      {comments.map((comment) => (
        <CommentCard
          key={comment.id}
          comment={comment}
          chosen={comment === chosen && comment.status === 'waiting'}
          onMove={mayManage ? (how) => move(comment, how) : undefined}
        />
      ))}
    </Stack>
  )
}
