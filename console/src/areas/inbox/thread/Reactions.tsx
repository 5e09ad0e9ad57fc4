import { Badge, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Message } from '../shared/shapes'

export const REACTIONS = { love: '❤️', like: '👍', laugh: '😂', wow: '😮', sad: '😢', angry: '😡' } as const
export type ReactionName = keyof typeof REACTIONS

interface Made {
  by?: string
  reaction?: string
  emoji?: string
}

/** What both sides reacted with. */
export function Reactions({ message }: { message: Message }) {
  const { t } = useTranslation('inbox')
  const made = message.reactions as Made[]
  if (made.length === 0) return null
  return (
    <Group gap={4} mt={-8} px={8} justify={message.direction === 'out' ? 'flex-end' : 'flex-start'}>
      {made.map(({ by, reaction, emoji }) => (
        <Badge
          key={`${by} ${reaction}`}
          variant="default"
          size="md"
          role="img"
          aria-label={t(by === 'account' ? 'reaction.ours' : 'reaction.theirs', {
            reaction: t(`reaction.${reaction}`, { defaultValue: emoji ?? reaction ?? '' }),
          })}
        >
          {emoji ?? REACTIONS[reaction as ReactionName] ?? '♥'}
        </Badge>
      ))}
    </Group>
  )
}
