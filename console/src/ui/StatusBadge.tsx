import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'

type Status = Schema<'PostRead'>['status']

/** One colour per state of a post, the same everywhere. */
export const STATUS_COLOURS: Record<Status, string> = {
  draft: 'gray',
  scheduled: 'brand',
  publishing: 'cyan',
  unconfirmed: 'yellow',
  late: 'orange',
  published: 'teal',
  failed: 'red',
}

export function StatusBadge({ status }: { status: Status }) {
  const { t } = useTranslation()
  return (
    <Badge component="span" color={STATUS_COLOURS[status]} variant="light">
      {t(`status.${status}`)}
    </Badge>
  )
}
