import { CloseButton, Group, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { answering, useAnswering } from './answering'

/** The message that the next one answers. */
export function AnswerChip({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation('inbox')
  const message = useAnswering(conversationId)
  if (!message) return null
  return (
    <Group gap={6} wrap="nowrap" mb={4}>
      <IconArrowBackUp size={14} aria-hidden style={{ flex: 'none' }} />
      <Text size="xs" truncate flex={1}>
        {t('composer.answers', { text: message.text || t('attachment.file') })}
      </Text>
      <CloseButton size="xs" aria-label={t('common:action.cancel')} onClick={answering.end} />
    </Group>
  )
}
