import { ActionIcon, Box, Button, FileButton, Group, Text, Textarea, Tooltip } from '@mantine/core'
import { IconBolt, IconHeart, IconPaperclip, IconSend } from '@tabler/icons-react'
import { type DragEvent, type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '~/app/me'
import { counted } from '~/ui/numbers'
import type { Conversation } from '../shared/shapes'
import { AnswerChip } from './AnswerChip'
import { CannedReplies } from './CannedReplies'
import { FileChips } from './FileChips'
import { Suggestion } from './Suggestion'
import { bytesOf, MESSAGE_BYTES, shortcutIn } from './size'
import { useCanned } from './useCanned'
import { useReply } from './useReply'

interface ReplyFormProps {
  conversation: Conversation
  /** It goes out with Instagram's human-agent tag. */
  isHuman: boolean
  /** It waits until what holds the account back is over. */
  isHeld: boolean
}

/** A message to the person: text, files, canned replies by "/", or a heart. */
export function ReplyForm({ conversation, isHuman, isHeld }: ReplyFormProps) {
  const { t } = useTranslation('inbox')
  const listId = useId()
  const mayAttach = useMay('manage-media')
  const [isOver, setOver] = useState(false)
  const reply = useReply(conversation, !isHeld)
  const canned = useCanned(conversation, shortcutIn(reply.text), reply)
  const size = bytesOf(reply.text)

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter that ends a Korean or Japanese syllable is not ours.
    if (event.nativeEvent.isComposing) return
    if (canned.isOpen && canned.onKey(event.key)) event.preventDefault()
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      reply.send()
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (mayAttach) reply.files.add([...event.dataTransfer.files])
  }
  return (
    <Box
      component="form"
      pos="relative"
      onSubmit={(event) => {
        event.preventDefault()
        reply.send()
      }}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {canned.isOpen && (
        <CannedReplies
          id={listId}
          conversationId={conversation.id}
          replies={canned.replies}
          active={canned.active}
          onHover={canned.setActive}
          onPick={canned.pick}
        />
      )}
      <Suggestion conversation={conversation} isEmpty={!reply.text} onUse={reply.setText} />
      <AnswerChip conversationId={conversation.id} />
      <FileChips files={reply.files.files} onRemove={reply.files.remove} />
      <Textarea
        autosize
        minRows={2}
        maxRows={8}
        aria-label={t('composer.text')}
        placeholder={isOver ? t('composer.drop') : t('composer.placeholder')}
        error={size > MESSAGE_BYTES ? t('composer.tooLong') : undefined}
        value={reply.text}
        onChange={(event) => reply.setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const files = [...event.clipboardData.files]
          if (files.length > 0 && mayAttach) reply.files.add(files)
        }}
        role="combobox"
        aria-expanded={canned.isOpen}
        aria-controls={canned.isOpen ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={canned.isOpen && canned.replies.length > 0 ? `${listId}-${canned.active}` : undefined}
      />
      <Group justify="space-between" mt={6} gap="xs">
        <Group gap={2}>
          {mayAttach && (
            <FileButton onChange={reply.files.add} accept="image/*,video/*" multiple>
              {(props) => (
                <Tooltip label={t('composer.attach')}>
                  <ActionIcon variant="subtle" color="gray" aria-label={t('composer.attach')} {...props}>
                    <IconPaperclip size={18} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )}
            </FileButton>
          )}
          <Tooltip label={t('composer.canned')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('composer.canned')}
              onClick={() => reply.setText('/')}
            >
              <IconBolt size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('composer.heart')}>
            <ActionIcon variant="subtle" color="gray" aria-label={t('composer.heart')} onClick={reply.sendHeart}>
              <IconHeart size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
          {size > MESSAGE_BYTES * 0.7 && (
            <Text
              size="xs"
              c={size > MESSAGE_BYTES ? undefined : 'dimmed'}
              fw={size > MESSAGE_BYTES ? 700 : 400}
              className="tabular"
              ml={4}
            >
              {t('composer.size', { size: counted(size), most: counted(MESSAGE_BYTES) })}
            </Text>
          )}
        </Group>
        <Button
          type="submit"
          size="sm"
          rightSection={<IconSend size={16} aria-hidden />}
          loading={reply.isSending}
          disabled={!reply.canSend}
        >
          {isHuman ? t('composer.sendHuman') : isHeld ? t('composer.queue') : t('composer.send')}
        </Button>
      </Group>
    </Box>
  )
}
