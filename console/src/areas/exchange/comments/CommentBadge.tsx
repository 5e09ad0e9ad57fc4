import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CommentStatus } from '../shared/types'

const COLOURS: Record<CommentStatus, string> = {
  waiting: 'yellow',
  approved: 'brand',
  sending: 'cyan',
  posted: 'teal',
  unconfirmed: 'orange',
  failed: 'red',
  rejected: 'gray',
  cancelled: 'gray',
}

export const COMMENT_STATES = Object.keys(COLOURS) as CommentStatus[]

export function CommentBadge({ status }: { status: CommentStatus }) {
  const { t } = useTranslation('exchange')
  return (
    <Badge color={COLOURS[status]} variant="light">
      {t(`comment.${status}`)}
    </Badge>
  )
}
