import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MemberStatus } from '../shared/types'

const COLOURS: Record<MemberStatus, string> = { active: 'teal', suspended: 'orange', left: 'gray' }

export function MemberBadge({ status }: { status: MemberStatus }) {
  const { t } = useTranslation('exchange')
  return (
    <Badge color={COLOURS[status]} variant="light">
      {t(`member.${status}`)}
    </Badge>
  )
}
