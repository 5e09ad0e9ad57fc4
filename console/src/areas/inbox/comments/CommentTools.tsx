import { Button, Group } from '@mantine/core'
import { IconEye, IconEyeOff, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { failed, told } from '~/ui/toasts'
import type { Comment } from '../shared/shapes'
import { refreshComments } from './MediaStrip'

/** Hide a comment from everybody but its author, or delete it at Instagram for good. */
export function CommentTools({ comment, onDeleted }: { comment: Comment; onDeleted: () => void }) {
  const { t } = useTranslation('inbox')
  const params = { path: { comment_id: comment.id } }
  const unhide = query.useMutation('post', '/api/v1/inbox/comments/{comment_id}/unhide', { onError: failed })
  const hide = query.useMutation('post', '/api/v1/inbox/comments/{comment_id}/hide', { onError: failed })
  const remove = query.useMutation('delete', '/api/v1/inbox/comments/{comment_id}', {
    onSuccess: () => {
      told(t('comments.deleted'))
      onDeleted()
      void refreshComments()
    },
    onError: failed,
  })
  if (comment.deleted_at || comment.is_own || comment.kind === 'mention') return null
  const show = () => unhide.mutateAsync({ params }).then(refreshComments)
  const cover = () => hide.mutateAsync({ params }).then(refreshComments)
  const isHidden = comment.hidden_at !== null
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        loading={hide.isPending || unhide.isPending}
        leftSection={isHidden ? <IconEye size={14} aria-hidden /> : <IconEyeOff size={14} aria-hidden />}
        onClick={() => {
          const [act, back] = isHidden ? [show, cover] : [cover, show]
          act().then(
            () => told(t(isHidden ? 'comments.shown' : 'comments.hidden'), back),
            () => undefined,
          )
        }}
      >
        {isHidden ? t('comments.unhide') : t('comments.hide')}
      </Button>
      <Button
        size="xs"
        variant="subtle"
        color="red"
        loading={remove.isPending}
        leftSection={<IconTrash size={14} aria-hidden />}
        onClick={async () => {
          const isSure = await confirmed(t('comments.delete'), t('comments.deleteHint'), t('common:action.delete'))
          if (isSure) remove.mutate({ params })
        }}
      >
        {t('common:action.delete')}
      </Button>
    </Group>
  )
}
