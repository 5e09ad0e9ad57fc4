import { NumberInput, SimpleGrid, Stack, Switch } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RuleContent } from '../shared/shapes'
import { StepTitle } from './StepTitle'

/** How often: what keeps a rule from talking too much. */
export function LimitFields({ rule, onChange }: { rule: RuleContent; onChange: (more: Partial<RuleContent>) => void }) {
  const { t } = useTranslation('inbox')
  const minutes = rule.cooldown_seconds == null ? '' : rule.cooldown_seconds / 60
  return (
    <>
      <StepTitle icon={IconHandStop} title={t('rule.often')} />
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NumberInput
            label={t('rule.cooldown')}
            description={t('rule.cooldownHint')}
            placeholder={t('rule.cooldownUsual')}
            min={0}
            max={43_200}
            value={minutes}
            onChange={(value) => onChange({ cooldown_seconds: value === '' ? null : Math.round(Number(value) * 60) })}
          />
          <NumberInput
            label={t('rule.cap')}
            description={t('rule.capHint')}
            placeholder={t('rule.capUsual')}
            min={1}
            value={rule.daily_cap ?? ''}
            onChange={(value) => onChange({ daily_cap: value === '' ? null : Number(value) })}
          />
        </SimpleGrid>
        <Switch
          label={t('rule.final')}
          checked={rule.is_final ?? true}
          onChange={(event) => onChange({ is_final: event.currentTarget.checked })}
        />
      </Stack>
    </>
  )
}
