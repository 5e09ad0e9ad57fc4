import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'

interface CommentersProps {
  board: Schema<'PublicBoard'>
  number: number
  owner: string
}

/** Who has commented on one's own post, as far as it is known. */
export function Commenters({ board, number, owner }: CommentersProps) {
  const { t } = useTranslation('open')
  const place = board.posts.findIndex((post) => post.number === number)
  if (place < 0) return null
  const others = board.members.filter((member) => member.username !== owner && member.cells[place])
  const seen = others.filter((member) => member.cells[place]?.is_verified)
  return (
    <Text size="sm">
      <b>{t('mine.got', { done: seen.length, count: others.length })}</b>
      {seen.length > 0 && ` · ${seen.map((member) => `@${member.username}`).join(', ')}`}
    </Text>
  )
}
