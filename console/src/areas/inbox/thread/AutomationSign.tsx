import { Button, Group, Text } from '@mantine/core'
import { IconRobot, IconRobotOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '~/app/me'
import type { Conversation } from '../shared/shapes'
import { useChange } from './useChange'

/** Whether rules may answer here, or somebody of the team leads; and the other of the two. */
export function AutomationSign({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('inbox')
  const may = useMay('send-messages')
  const change = useChange(conversation)
  const isTaken = conversation.taken_over_at !== null
  const Glyph = isTaken ? IconRobotOff : IconRobot
  return (
    <Group gap={6} mt={4} wrap="nowrap" justify="space-between">
      <Group gap={6} wrap="nowrap" c="dimmed" miw={0}>
        <Glyph size={14} aria-hidden style={{ flex: 'none' }} />
        <Text size="xs">{isTaken ? t('automation.takenOver') : t('automation.mayAnswer')}</Text>
      </Group>
      {may && (
        <Button
          size="compact-xs"
          variant="subtle"
          flex="none"
          loading={change.isPending}
          onClick={() =>
            change.apply({ taken_over: !isTaken }, t(isTaken ? 'automation.handedBack' : 'automation.taken'), {
              taken_over: isTaken,
            })
          }
        >
          {isTaken ? t('automation.handBack') : t('automation.takeOver')}
        </Button>
      )}
    </Group>
  )
}
