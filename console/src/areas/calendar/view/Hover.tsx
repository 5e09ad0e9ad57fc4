import { Tooltip, UnstyledButton } from '@mantine/core'
import type { WeekViewProps } from '@mantine/schedule'
import dayjs from 'dayjs'
import i18next from 'i18next'
import { exactly } from '~/ui/When'
import classes from './EventBody.module.css'
import type { Payload } from './events'

/** The card with both clocks on hover: mine, and the one of the post's audience. */
export const renderEvent: NonNullable<WeekViewProps['renderEvent']> = (event, props) => {
  const payload = event.payload as Payload | undefined
  // What is marked behind the posts is no control.
  if (!payload) return <UnstyledButton {...props} tabIndex={-1} />
  const at = 'post' in payload ? String(payload.post.scheduled_time) : payload.ghost.at
  const zone = 'post' in payload ? payload.post.time_zone : null
  const mine = dayjs.tz.guess()
  const state =
    'post' in payload
      ? i18next.t(`common:status.${payload.post.status}`)
      : i18next.t(`calendar:ghost.${payload.ghost.kind}`)
  const label = (
    <>
      <div>
        {state}
        {payload.username && ` · @${payload.username}`}
      </div>
      <div>{i18next.t('calendar:clock.mine', { time: exactly(at) })}</div>
      {zone && zone !== mine && <div>{i18next.t('calendar:clock.theirs', { time: exactly(at, zone), zone })}</div>}
    </>
  )
  return (
    <Tooltip label={label}>
      <UnstyledButton
        {...props}
        className={`${props.className ?? ''} ${classes.event}`}
        data-ghost={'ghost' in payload || undefined}
      />
    </Tooltip>
  )
}
