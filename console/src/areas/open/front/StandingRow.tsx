import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { sumOf } from '../frame/standing'
import classes from './StandingRow.module.css'

interface StandingRowProps {
  member: Schema<'PublicMember'>
  posts: Schema<'PublicPost'>[]
}

/** One member, and a small sign for each post of the week. */
export function StandingRow({ member, posts }: StandingRowProps) {
  const { t } = useTranslation('open')
  const { done, asked, open } = sumOf(member.cells)
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={600} truncate>
          @{member.username}
        </Text>
        <Text size="xs" c="dimmed" className="tabular" style={{ flex: 'none' }}>
          {t('tally', { done, asked })}
          {open > 0 && ` · ${t('openCells', { count: open })}`}
        </Text>
      </Group>
      <div
        className={classes.cells}
        role="img"
        aria-label={t('tallyLong', { name: member.username, done, asked, open })}
      >
        {member.cells.map((cell, place) => {
          const look = cell === null ? 'own' : cell.is_verified ? 'seen' : cell.finding
          return (
            <span
              key={posts[place]?.number ?? place}
              className={classes.cell}
              data-look={look}
              title={`#${posts[place]?.number} · ${t(`cell.${look}`)}`}
            />
          )
        })}
      </div>
    </div>
  )
}
