import { ActionIcon, Box, Group, Text, Title } from '@mantine/core'
import { IconArrowLeft, IconUserCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '~/app/me'
import { exactly } from '~/ui/When'
import { called, Face } from '../shared/Face'
import type { Conversation } from '../shared/shapes'
import { AssigneeMenu } from './AssigneeMenu'
import { LabelMenu } from './LabelMenu'
import { StatusMenu } from './StatusMenu'

interface ThreadHeadProps {
  conversation: Conversation
  isAlone: boolean
  onBack: () => void
  onPerson: (() => void) | undefined
}

/** With whom this is, and what the team decides about it. */
export function ThreadHead({ conversation, isAlone, onBack, onPerson }: ThreadHeadProps) {
  const { t } = useTranslation('inbox')
  const may = useMay('send-messages')
  const { person, account } = conversation
  return (
    <Group
      gap="xs"
      px="md"
      py="xs"
      justify="space-between"
      wrap={isAlone ? 'wrap' : 'nowrap'}
      style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}
    >
      <Group gap="xs" wrap="nowrap" miw={0} flex={isAlone ? '1 1 100%' : 1}>
        {isAlone && (
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('thread.back')} onClick={onBack}>
            <IconArrowLeft size={20} aria-hidden />
          </ActionIcon>
        )}
        <Face person={person} size={36} />
        <Box miw={0} flex={1}>
          <Title order={isAlone ? 1 : 2} size="h4" lineClamp={1}>
            {called(person)}
          </Title>
          <Text size="xs" c="dimmed" truncate>
            {person.name && person.username ? `@${person.username} · ` : ''}
            {t('thread.with', { account: account.username })}
          </Text>
          <State conversation={conversation} />
        </Box>
        {onPerson && isAlone && <PersonButton onPerson={onPerson} />}
      </Group>
      <Group gap={6} wrap="nowrap" flex="none">
        {may && (
          <>
            <LabelMenu conversation={conversation} />
            <AssigneeMenu conversation={conversation} />
            <StatusMenu conversation={conversation} onGone={onBack} />
          </>
        )}
        {onPerson && !isAlone && <PersonButton onPerson={onPerson} />}
      </Group>
    </Group>
  )
}

function PersonButton({ onPerson }: { onPerson: () => void }) {
  const { t } = useTranslation('inbox')
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('person.show')} onClick={onPerson}>
      <IconUserCircle size={20} aria-hidden />
    </ActionIcon>
  )
}

/** Said only where it is not open: that is the usual case. */
function State({ conversation: { status, snoozed_until } }: { conversation: Conversation }) {
  const { t } = useTranslation('inbox')
  if (status === 'open') return null
  return (
    <Text size="xs" fw={600}>
      {status === 'snoozed' && snoozed_until
        ? t('status.until', { until: exactly(snoozed_until) })
        : t(`view.${status}`)}
    </Text>
  )
}
