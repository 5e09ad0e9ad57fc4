import { Alert } from '@mantine/core'
import { IconCircleCheck, IconCircleOff, IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'

const LOOKS = {
  pending: { color: 'yellow', icon: IconHourglass },
  active: { color: 'teal', icon: IconCircleCheck },
  inactive: { color: 'gray', icon: IconCircleOff },
}

/** How far a registration is, and what comes next. */
export function Progressed({ status }: { status: Schema<'ParticipantStatus'> }) {
  const { t } = useTranslation('open')
  const { color, icon: Sign } = LOOKS[status]
  return (
    <Alert color={color} icon={<Sign aria-hidden />} title={t(`join.${status}`)} role="status">
      {t(`join.${status}Text`)}
    </Alert>
  )
}
