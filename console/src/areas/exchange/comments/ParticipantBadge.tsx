import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Participation } from '../shared/types'

const COLOURS: Record<Participation, string> = { pending: 'yellow', active: 'teal', inactive: 'gray' }

export function ParticipantBadge({ status }: { status: Participation }) {
  const { t } = useTranslation('exchange')
  return (
    <Badge color={COLOURS[status]} variant="light">
      {t(`participant.${status}`)}
    </Badge>
  )
}
