import { Alert, Badge, Group, Stack, Text } from '@mantine/core'
import { IconArrowRight, IconCheck, IconMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { Problem } from '~/api/problem'
import classes from './Rules.module.css'

interface VerdictProps {
  answer: Schema<'RehearsalResult'> | undefined
  error: unknown
  isAlone: boolean
}

/** What each rule would do, and why it would not. */
export function Verdict({ answer, error, isAlone }: VerdictProps) {
  const { t } = useTranslation('inbox')
  if (error) {
    const fault = error instanceof Problem ? error.fields[0]?.message : undefined
    return (
      <Alert mt="sm" color="yellow" variant="light" p="xs">
        {t('test.unfinished')} {fault}
      </Alert>
    )
  }
  if (!answer) return null
  const acts = answer.rules.some((rule) => rule.would_act && (isAlone || rule.is_enabled))
  return (
    <Stack gap="xs" mt="sm">
      {!isAlone && !acts && (
        <Text size="sm" fw={600}>
          {t('test.nobody')}
        </Text>
      )}
      {answer.rules.map((rule) => {
        const Glyph = rule.would_act ? IconCheck : IconMinus
        return (
          <div key={rule.rule_id ?? 'draft'} className={classes.verdict} data-acts={rule.would_act}>
            <Group gap={6}>
              <Glyph size={16} aria-hidden />
              <Text size="sm" fw={600}>
                {isAlone ? t(rule.would_act ? 'test.acts' : 'test.rests') : rule.name}
              </Text>
              {!isAlone && (
                <Badge size="xs" variant="light" color={rule.would_act ? 'teal' : 'gray'}>
                  {t(rule.would_act ? 'test.acts' : 'test.rests')}
                </Badge>
              )}
              {!isAlone && !rule.is_enabled && (
                <Badge size="xs" variant="default">
                  {t('test.off')}
                </Badge>
              )}
            </Group>
            <Text size="xs" c="dimmed" mt={2}>
              {rule.reason}
            </Text>
            {rule.would_act &&
              rule.actions.map((action, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: they have no names, and their order is what counts
                <Group key={`${index} ${action.type}`} gap={6} mt={4} wrap="nowrap" align="flex-start">
                  <IconArrowRight size={14} aria-hidden style={{ flex: 'none', marginTop: 3 }} />
                  <div style={{ minWidth: 0 }}>
                    <Text size="xs" fw={600}>
                      {t(`rule.action.${action.type}`)}
                      {typeof action.details?.label === 'string' && `: ${action.details.label}`}
                    </Text>
                    {action.text && <div className={classes.said}>{action.text}</div>}
                  </div>
                </Group>
              ))}
          </div>
        )
      })}
    </Stack>
  )
}
