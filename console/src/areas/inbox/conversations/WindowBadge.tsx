import { Badge, Tooltip } from '@mantine/core'
import { IconClock, IconClockPause, IconLock, IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { leftInWords, urgency } from '../shared/left'
import type { Sending } from '../shared/shapes'
import { standing } from '../thread/standing'

/** How long this may still be answered, in a few letters. */
export function WindowBadge({ sending, now }: { sending: Sending; now: number }) {
  const { t } = useTranslation('inbox')
  const state = standing(sending, now)
  const rest = sending.until && !sending.waits ? leftInWords(sending.until, now, true) : ''
  const words = t(`policy.${state}.title`)
  const { icon: Glyph, colour } = LOOKS[state]
  const tint = state === 'open' && sending.until ? urgency(sending.until, now) : colour
  return (
    <Tooltip label={rest ? `${words} · ${rest}` : words}>
      <Badge
        size="sm"
        variant="light"
        color={tint}
        leftSection={<Glyph size={12} aria-hidden />}
        aria-label={rest ? `${words}, ${rest}` : words}
        role="img"
        className="tabular"
        flex="none"
      >
        {rest || t(`policy.${state}.short`)}
      </Badge>
    </Tooltip>
  )
}

const LOOKS = {
  open: { icon: IconClock, colour: 'teal' },
  human: { icon: IconUserCheck, colour: 'yellow' },
  held: { icon: IconClockPause, colour: 'orange' },
  closed: { icon: IconLock, colour: 'gray' },
}
