import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Participation } from '../shared/types'

interface ParticipantFilterProps {
  value: Participation | undefined
  onChange: (value: Participation | undefined) => void
}

export function ParticipantFilter({ value, onChange }: ParticipantFilterProps) {
  const { t } = useTranslation('exchange')
  return (
    <SegmentedControl
      aria-label={t('members.status')}
      style={{ alignSelf: 'flex-start' }}
      value={value ?? 'all'}
      data={(['all', 'pending', 'active', 'inactive'] as const).map((name) => ({
        value: name,
        label: t(`participant.${name}`),
      }))}
      onChange={(name) => onChange(name === 'all' ? undefined : (name as Participation))}
    />
  )
}
