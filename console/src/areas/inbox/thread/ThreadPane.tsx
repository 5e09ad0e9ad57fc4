import { Stack } from '@mantine/core'
import { Fault } from '~/ui/Fault'
import { PageSkeleton } from '~/ui/PageSkeleton'
import { Composer } from '../composer/Composer'
import { useNow } from '../shared/useNow'
import { PolicyBar } from './PolicyBar'
import { standing } from './standing'
import { Talk } from './Talk'
import { ThreadHead } from './ThreadHead'
import { useConversation } from './useThread'

interface ThreadPaneProps {
  conversationId: string
  /** No list beside it: a way back, and the page's own title. */
  isAlone: boolean
  onBack: () => void
  /** Shows the person's card where it does not stand beside. */
  onPerson: (() => void) | undefined
}

/** One conversation: who, what was said, what may be sent, and where to write it. */
export function ThreadPane({ conversationId, isAlone, onBack, onPerson }: ThreadPaneProps) {
  const found = useConversation(conversationId)
  const now = useNow()
  if (found.isPending) return <Stack p="md">{<PageSkeleton />}</Stack>
  if (found.isError) {
    return (
      <Stack p="md">
        <Fault error={found.error} onRetry={() => void found.refetch()} />
      </Stack>
    )
  }
  const conversation = found.data
  const state = standing(conversation.sending.human, now)
  return (
    <>
      <ThreadHead conversation={conversation} isAlone={isAlone} onBack={onBack} onPerson={onPerson} />
      <Talk conversation={conversation} />
      <PolicyBar conversation={conversation} state={state} now={now} />
      <Composer conversation={conversation} state={state} />
    </>
  )
}
