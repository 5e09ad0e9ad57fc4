import { Box, SegmentedControl, Text, VisuallyHidden } from '@mantine/core'
import { IconLock, IconMessage, IconNote } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '~/app/me'
import type { Conversation } from '../shared/shapes'
import type { Standing } from '../thread/standing'
import classes from './Composer.module.css'
import { NoteForm } from './NoteForm'
import { ReplyForm } from './ReplyForm'

/** Where one writes: to the person as far as that is allowed, or to the team. */
export function Composer({ conversation, state }: { conversation: Conversation; state: Standing }) {
  const { t } = useTranslation('inbox')
  const may = useMay('send-messages')
  const [wished, setWished] = useState<'reply' | 'note'>('reply')
  if (!may) {
    return (
      <Text size="sm" c="dimmed" p="md" ta="center">
        {t('composer.mayNot')}
      </Text>
    )
  }
  const isClosed = state === 'closed'
  const mode = isClosed ? 'note' : wished
  return (
    <Box className={classes.composer} data-mode={mode}>
      <SegmentedControl
        size="xs"
        value={mode}
        onChange={(value) => setWished(value === 'note' ? 'note' : 'reply')}
        aria-label={t('composer.mode')}
        data={[
          {
            value: 'reply',
            disabled: isClosed,
            label: (
              <Choice
                icon={isClosed ? IconLock : IconMessage}
                words={t('composer.reply')}
                why={isClosed ? t('composer.closed') : ''}
              />
            ),
          },
          { value: 'note', label: <Choice icon={IconNote} words={t('composer.note')} why="" /> },
        ]}
      />
      {mode === 'reply' ? (
        <ReplyForm conversation={conversation} isHuman={state === 'human'} isHeld={state === 'held'} />
      ) : (
        <NoteForm conversationId={conversation.id} />
      )}
    </Box>
  )
}

function Choice({ icon: Glyph, words, why }: { icon: typeof IconNote; words: string; why: string }) {
  return (
    <span className={classes.choice}>
      <Glyph size={14} aria-hidden />
      {words}
      {why && <VisuallyHidden> – {why}</VisuallyHidden>}
    </span>
  )
}
