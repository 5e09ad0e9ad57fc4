import { Card, Group, Text } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { counted } from '~/ui/numbers'
import classes from './Tile.module.css'

interface TileProps {
  to: string
  label: string
  value: number | undefined
  of?: number
  note?: string
  /** Somebody waits while this is not zero. */
  urgent?: boolean
}

/** One figure that leads to where it comes from. */
export function Tile({ to, label, value, of, note, urgent }: TileProps) {
  return (
    <Card
      padding="md"
      className={classes.tile}
      data-urgent={(urgent && (value ?? 0) > 0) || undefined}
      renderRoot={(props) => <Link to={to} {...props} />}
    >
      <Group justify="space-between" wrap="nowrap" gap={4}>
        <Text size="sm" c="dimmed">
          {label}
        </Text>
        <IconChevronRight size={16} aria-hidden className={classes.arrow} />
      </Group>
      <Text fw={700} fz={28} lh={1.2} className="tabular">
        {counted(value)}
        {value !== undefined && of !== undefined && (
          <Text span size="md" c="dimmed">
            {' '}
            / {counted(of)}
          </Text>
        )}
      </Text>
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </Card>
  )
}
