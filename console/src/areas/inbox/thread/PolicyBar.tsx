import { Box, Group, Progress, Text, ThemeIcon } from '@mantine/core'
import { IconClock, IconClockPause, IconLock, IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { exactly } from '~/ui/When'
import { leftInWords, urgency } from '../shared/left'
import type { Conversation } from '../shared/shapes'
import { AutomationSign } from './AutomationSign'
import type { Standing } from './standing'
import classes from './Thread.module.css'

const DAY_MS = 86_400_000

interface PolicyBarProps {
  conversation: Conversation
  state: Standing
  now: number
}

/** What may be sent now, until when, and why not: said before somebody writes in vain. */
export function PolicyBar({ conversation, state, now }: PolicyBarProps) {
  const { t } = useTranslation('inbox')
  const sending = conversation.sending.human
  const { until, wholeMs } = endOf(conversation, state)
  const { icon: Glyph, colour } = LOOKS[state]
  const tint = state === 'open' && until ? urgency(until, now) : colour
  const rest = until ? leftInWords(until, now) : ''
  const reason = t(`reason.${sending.reason_code}`, {
    defaultValue: sending.reason,
    account: conversation.account.username,
  })
  return (
    <Box className={classes.policy} component="section" aria-label={t('policy.label')} data-standing={state}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" color={tint} size={28} radius="xl" mt={2}>
          <Glyph size={16} aria-hidden />
        </ThemeIcon>
        <Box flex={1} miw={0}>
          <Group gap={8} justify="space-between">
            <Text size="sm" fw={600}>
              {t(`policy.${state}.title`)}
            </Text>
            {rest && until && (
              <Text size="sm" fw={600} className="tabular" title={exactly(until)} role="timer" aria-live="off">
                {t(state === 'held' ? 'policy.goesOutIn' : 'policy.left', { left: rest })}
              </Text>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            {state === 'open' ? t('policy.open.text') : state === 'human' ? t('policy.human.text') : reason}
            {state === 'held' && ` ${t('policy.held.text')}`}
          </Text>
          {until && wholeMs > 0 && (
            <Progress
              value={Math.max(0, Math.min(100, ((Date.parse(until) - now) / wholeMs) * 100))}
              color={tint}
              size={3}
              mt={4}
              aria-hidden
            />
          )}
        </Box>
      </Group>
      <AutomationSign conversation={conversation} />
    </Box>
  )
}

/** When what may be done now ends, and of how long a time. */
function endOf(conversation: Conversation, state: Standing): { until: string | null; wholeMs: number } {
  const { until, closes_at } = conversation.sending.human
  if (state === 'open') return { until, wholeMs: DAY_MS }
  if (state === 'human') return { until: closes_at, wholeMs: 7 * DAY_MS }
  if (state === 'held') return { until, wholeMs: 0 }
  return { until: null, wholeMs: 0 }
}

const LOOKS = {
  open: { icon: IconClock, colour: 'teal' },
  human: { icon: IconUserCheck, colour: 'yellow' },
  held: { icon: IconClockPause, colour: 'orange' },
  closed: { icon: IconLock, colour: 'gray' },
}
