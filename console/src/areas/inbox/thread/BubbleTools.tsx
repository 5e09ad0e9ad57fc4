import { ActionIcon, Group, Menu } from '@mantine/core'
import { IconArrowBackUp, IconMoodPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { failed } from '~/ui/toasts'
import { answering } from '../composer/answering'
import type { Message } from '../shared/shapes'
import { REACTIONS, type ReactionName } from './Reactions'
import { refreshInbox } from './useThread'

/** React to a message, or answer just this one. */
export function BubbleTools({ message }: { message: Message }) {
  const { t } = useTranslation('inbox')
  const done = { onSuccess: () => void refreshInbox(), onError: failed }
  const react = query.useMutation('post', '/api/v1/inbox/messages/{message_id}/reaction', done)
  const unreact = query.useMutation('delete', '/api/v1/inbox/messages/{message_id}/reaction', done)
  const params = { path: { message_id: message.id } }
  const ours = (message.reactions as { by?: string; reaction?: string }[]).find(({ by }) => by === 'account')
  return (
    <Group gap={2} wrap="nowrap">
      {message.direction === 'in' && (
        <Menu position="top" withinPortal>
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('reaction.add')}
              loading={react.isPending || unreact.isPending}
            >
              <IconMoodPlus size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Group gap={0} wrap="nowrap">
              {(Object.keys(REACTIONS) as ReactionName[]).map((name) => (
                <Menu.Item
                  key={name}
                  px={8}
                  aria-label={t(`reaction.${name}`)}
                  onClick={() => react.mutate({ params, body: { reaction: name } })}
                >
                  <span aria-hidden>{REACTIONS[name]}</span>
                </Menu.Item>
              ))}
            </Group>
            {ours && <Menu.Item onClick={() => unreact.mutate({ params })}>{t('reaction.takeBack')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('thread.answerThis')}
        onClick={() => answering.begin(message)}
      >
        <IconArrowBackUp size={16} aria-hidden />
      </ActionIcon>
    </Group>
  )
}
