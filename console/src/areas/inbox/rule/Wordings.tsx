import { ActionIcon, Button, Code, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { counted } from '~/ui/numbers'
import { bytesOf, MESSAGE_BYTES } from '../composer/size'

const VARIABLES = ['{{first_name|there}}', '{{name}}', '{{username}}', '{{account}}']

interface WordingsProps {
  texts: string[]
  isPublic: boolean
  onChange: (texts: string[]) => void
}

/** One wording, or several that take turns. */
export function Wordings({ texts, isPublic, onChange }: WordingsProps) {
  const { t } = useTranslation('inbox')
  const set = (index: number, text: string) => onChange(texts.map((one, at) => (at === index ? text : one)))
  return (
    <Stack gap="xs">
      {texts.map((text, index) => {
        const size = isPublic ? [...text].length : bytesOf(text)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: wordings have no names, and their order is what counts
          <Group key={index} gap={4} wrap="nowrap" align="flex-start">
            <Textarea
              flex={1}
              autosize
              minRows={2}
              aria-label={t('rule.wording', { number: index + 1 })}
              placeholder={t('rule.wordingHint')}
              error={
                size > MESSAGE_BYTES
                  ? t('composer.size', { size: counted(size), most: counted(MESSAGE_BYTES) })
                  : undefined
              }
              value={text}
              onChange={(event) => set(index, event.currentTarget.value)}
            />
            {texts.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('rule.removeWording', { number: index + 1 })}
                onClick={() => onChange(texts.filter((_, at) => at !== index))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        )
      })}
      <Group justify="space-between" gap="xs">
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} aria-hidden />}
          onClick={() => onChange([...texts, ''])}
        >
          {t('rule.addWording')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('rule.variables')} {VARIABLES.map((name) => [<Code key={name}>{name}</Code>, ' '])}
        </Text>
      </Group>
    </Stack>
  )
}
