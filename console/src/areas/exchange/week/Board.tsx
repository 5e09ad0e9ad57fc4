import { Badge, Group, Text, VisuallyHidden } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardMember, BoardPost, Board as BoardShape } from '../shared/types'
import classes from './Board.module.css'
import { lookOf, tally } from './look'
import { Mark } from './Mark'
import { moveInGrid } from './moveInGrid'
import { PostHead } from './PostHead'

interface BoardProps {
  board: BoardShape
  /** The row of the list of verifications that is looked at. */
  chosen: string | undefined
  onChoose: (verificationId: string) => void
}

/** Members by posts: who commented where, and how that is known. */
export function Board({ board, chosen, onChoose }: BoardProps) {
  const { t } = useTranslation('exchange')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t('board.label')}>
      <table className={classes.table} onKeyDown={moveInGrid}>
        <thead>
          <tr>
            <th className={`${classes.who} ${classes.corner}`} scope="col">
              {t('board.member')}
            </th>
            {board.posts.map((post) => (
              <PostHead key={post.request_id} post={post} />
            ))}
          </tr>
        </thead>
        <tbody>
          {board.members.map((member) => (
            <Row
              key={member.member_id}
              member={member}
              posts={board.posts}
              chosen={member.cells.some((cell) => cell?.verification_id === chosen) ? chosen : undefined}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface RowProps extends Omit<BoardProps, 'board'> {
  member: BoardMember
  posts: BoardPost[]
}

const Row = memo(function Row({ member, posts, chosen, onChoose }: RowProps) {
  const { t } = useTranslation('exchange')
  const { done, asked, open } = tally(member.cells)
  return (
    <tr>
      <th className={classes.who} scope="row">
        <Text size="sm" fw={600} truncate title={member.username}>
          {member.username}
        </Text>
        <Group gap={6} wrap="nowrap">
          <Text size="xs" c="dimmed" className="tabular" title={t('board.tally', { done, asked, count: open })}>
            {done}/{asked}
            {open > 0 && ` · ${open} ?`}
          </Text>
          {member.status !== 'active' && (
            <Badge size="xs" color="gray" variant="light">
              {t(`member.${member.status}`)}
            </Badge>
          )}
        </Group>
      </th>
      {member.cells.map((cell, column) => {
        const look = lookOf(cell)
        const id = cell?.verification_id
        const post = posts[column]
        const words = `${member.username} · #${post?.number}: ${t(`look.${look}`)}`
        return (
          <td key={post?.request_id ?? column}>
            {id ? (
              <button
                type="button"
                className={classes.cell}
                data-evidence={id}
                aria-label={words}
                aria-pressed={id === chosen}
                onClick={() => onChoose(id)}
              >
                <Mark look={look} />
              </button>
            ) : (
              <span title={t(`look.${look}`)}>
                <Mark look={look} />
                <VisuallyHidden>{t(`look.${look}`)}</VisuallyHidden>
              </span>
            )}
          </td>
        )
      })}
    </tr>
  )
})
