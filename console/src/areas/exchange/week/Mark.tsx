import { IconCheck, IconMinus, IconUserCheck, IconUserX } from '@tabler/icons-react'
import classes from './Board.module.css'
import type { Look } from './look'

const SIGNS = { seen: IconCheck, accepted: IconUserCheck, takenBack: IconUserX, missing: IconMinus }

/** The drawing of one cell: shape and pattern say the same as the colour. */
export function Mark({ look }: { look: Look }) {
  const Sign = look in SIGNS ? SIGNS[look as keyof typeof SIGNS] : null
  return (
    <span className={classes.mark} data-look={look} aria-hidden>
      {Sign && <Sign size={17} stroke={2.2} />}
      {look === 'unknown' && '?'}
    </span>
  )
}
