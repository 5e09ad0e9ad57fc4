import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'

const COLOURS: Partial<Record<Schema<'Fate'>, string>> = {
  new: 'teal',
  'unknown-member': 'brand',
  'over-limit': 'orange',
}

/** What becomes of a line of the chat. */
export function FateBadge({ fate }: { fate: Schema<'Fate'> }) {
  const { t } = useTranslation('exchange')
  return (
    <Badge color={COLOURS[fate] ?? 'gray'} variant="light">
      {t(`fate.${fate}`)}
    </Badge>
  )
}
