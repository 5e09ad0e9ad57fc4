import { Anchor, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { counted } from '~/ui/numbers'
import type { Rule } from '../shared/shapes'

const KINDS = ['acted', 'suggested', 'waiting', 'skipped', 'failed'] as const

interface FiguresProps {
  rule: Rule
  figures: Schema<'RuleStatistics'> | undefined
  isKnown: boolean
}

/** What a rule did in seven days; each figure leads to the decisions behind it. */
export function Figures({ rule, figures, isKnown }: FiguresProps) {
  const { t } = useTranslation('inbox')
  if (!isKnown) return null
  const shown = KINDS.filter((kind) => kind === 'acted' || (figures?.[kind] ?? 0) > 0)
  return (
    <Group gap="sm" mt={6}>
      <Text size="xs" c="dimmed">
        {t('rule.sevenDays')}
      </Text>
      {shown.map((kind) => (
        <Anchor
          key={kind}
          size="xs"
          className="tabular"
          fw={kind === 'failed' ? 700 : 500}
          renderRoot={(props) => (
            <Link to="/automation/log" search={{ account: rule.account_id, rule: rule.id, outcome: kind }} {...props} />
          )}
        >
          {t(`rule.outcome.${kind}`)} {counted(figures?.[kind] ?? 0)}
        </Anchor>
      ))}
    </Group>
  )
}
