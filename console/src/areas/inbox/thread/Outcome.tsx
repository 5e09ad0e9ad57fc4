import { Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconChecks, IconClock, IconHelpCircle, IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { failed, told } from '~/ui/toasts'
import type { Message } from '../shared/shapes'
import { refreshInbox } from './useThread'

/** How far the sending is, why, and what can be done about it. */
export function Outcome({ message, maySend }: { message: Message; maySend: boolean }) {
  const { t } = useTranslation('inbox')
  const params = { path: { message_id: message.id } }
  const done = { onSuccess: () => void refreshInbox(), onError: failed }
  const retry = query.useMutation('post', '/api/v1/inbox/messages/{message_id}/retry', done)
  const cancel = query.useMutation('post', '/api/v1/inbox/messages/{message_id}/cancel', {
    ...done,
    onSuccess: () => {
      told(t('thread.cancelled'))
      void refreshInbox()
    },
  })
  const isLost = message.status === 'failed' || message.status === 'unconfirmed'
  const reason = message.failure_reason ?? message.waiting_reason
  const again = async () => {
    const isSure =
      message.status === 'failed' ||
      (await confirmed(t('thread.sendAgain'), t('thread.mayArriveTwice'), t('thread.sendAgainYes')))
    if (isSure) retry.mutate({ params })
  }
  return (
    <>
      <Sign message={message} />
      {reason && (
        <Text size="xs" c={isLost ? undefined : 'dimmed'} ta="right" w="100%">
          {reason}
        </Text>
      )}
      {maySend && (message.can_retry || message.can_cancel) && (
        <Group gap={4}>
          {message.can_retry && (
            <Button
              size="compact-xs"
              variant="light"
              color="red"
              loading={retry.isPending}
              onClick={() => void again()}
            >
              {t('common:action.retry')}
            </Button>
          )}
          {message.can_cancel && (
            <Button
              size="compact-xs"
              variant="default"
              loading={cancel.isPending}
              onClick={() => cancel.mutate({ params })}
            >
              {t('thread.cancel')}
            </Button>
          )}
        </Group>
      )}
    </>
  )
}

function Sign({ message }: { message: Message }) {
  const { t } = useTranslation('inbox')
  const state = message.status === 'sent' && message.read_at ? 'seen' : message.status
  if (state === 'received') return null
  const { icon: Glyph, colour } = SIGNS[state]
  return (
    <Group gap={3} wrap="nowrap">
      {message.tag && <IconUserCheck size={14} aria-label={t('policy.human.title')} />}
      <Glyph size={14} aria-hidden color={colour} />
      <Text
        size="xs"
        c={state === 'failed' ? undefined : 'dimmed'}
        fw={state === 'failed' || state === 'unconfirmed' ? 600 : 400}
      >
        {t(`state.${state}`)}
      </Text>
    </Group>
  )
}

const SIGNS = {
  sending: { icon: IconClock, colour: undefined },
  sent: { icon: IconCheck, colour: undefined },
  seen: { icon: IconChecks, colour: 'var(--mantine-color-teal-6)' },
  failed: { icon: IconAlertTriangle, colour: 'var(--mantine-color-red-6)' },
  unconfirmed: { icon: IconHelpCircle, colour: 'var(--mantine-color-yellow-6)' },
}
