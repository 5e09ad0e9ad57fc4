import { Badge } from '@mantine/core'
import type { Label } from './shapes'

/** The colours that a label may have; anything else is kept, and drawn grey. */
export const LABEL_COLOURS = [
  'gray',
  'red',
  'pink',
  'grape',
  'violet',
  'indigo',
  'blue',
  'cyan',
  'teal',
  'green',
  'yellow',
  'orange',
]

/** A coloured dot beside the words: the words keep their contrast in every colour. */
export function LabelBadge({ label }: { label: Label }) {
  const colour = LABEL_COLOURS.includes(label.color) ? `var(--mantine-color-${label.color}-6)` : label.color
  return (
    <Badge
      size="sm"
      variant="default"
      leftSection={
        <span style={{ width: 8, height: 8, borderRadius: 8, background: colour, display: 'block' }} aria-hidden />
      }
    >
      {label.name}
    </Badge>
  )
}
