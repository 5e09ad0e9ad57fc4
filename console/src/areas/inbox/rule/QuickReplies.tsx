import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

interface QuickReply {
  title: string
  payload: string
}

/** Buttons below the message that answer for the person. */
export function QuickReplies({
  replies,
  onChange,
}: {
  replies: QuickReply[]
  onChange: (replies: QuickReply[]) => void
}) {
  const { t } = useTranslation('inbox')
  const set = (index: number, more: Partial<QuickReply>) =>
    onChange(replies.map((one, at) => (at === index ? { ...one, ...more } : one)))
  return (
    <Stack gap={6}>
      {replies.map((reply, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: buttons have no names, and their order is what counts
        <Group key={index} gap={6} wrap="nowrap">
          <TextInput
            size="xs"
            flex={1}
            maxLength={20}
            aria-label={t('rule.buttonTitle', { number: index + 1 })}
            placeholder={t('rule.buttonTitle', { number: index + 1 })}
            value={reply.title}
            onChange={(event) => set(index, { title: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            flex={1}
            aria-label={t('rule.buttonPayload', { number: index + 1 })}
            placeholder={t('rule.payload')}
            value={reply.payload || ''}
            onChange={(event) => set(index, { payload: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('rule.removeButton', { number: index + 1 })}
            onClick={() => onChange(replies.filter((_, at) => at !== index))}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {replies.length < 13 && (
        <Button
          size="compact-xs"
          variant="subtle"
          w="fit-content"
          leftSection={<IconPlus size={12} aria-hidden />}
          onClick={() => onChange([...replies, { title: '', payload: '' }])}
        >
          {t('rule.addButton')}
        </Button>
      )}
    </Stack>
  )
}
