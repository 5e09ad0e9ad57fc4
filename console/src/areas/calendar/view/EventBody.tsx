import type { ScheduleEventData } from '@mantine/schedule'
import { IconRepeat, IconTargetArrow } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import classes from './EventBody.module.css'
import type { Payload } from './events'

/** What stands in a calendar's card: picture, time, and its first words; the state also in words for screen readers. */
export function EventBody({ event }: { event: ScheduleEventData }) {
  const { t } = useTranslation('calendar')
  const payload = event.payload as Payload | undefined
  if (!payload) return <span className={classes.mark}>{event.title}</span>
  const time = dayjs(event.start).format('LT')
  if ('ghost' in payload) {
    const Glyph = payload.ghost.kind === 'campaign' ? IconTargetArrow : IconRepeat
    return (
      <span className={classes.body}>
        <Glyph size={14} aria-hidden className={classes.glyph} />
        <span className={classes.words}>
          <b>{time}</b> {event.title}
          <span className={classes.hidden}>{t(`ghost.${payload.ghost.kind}`)}</span>
        </span>
      </span>
    )
  }
  const { post } = payload
  return (
    <span className={classes.body}>
      {post.thumbnail_url && <img src={post.thumbnail_url} alt="" className={classes.picture} draggable={false} />}
      <span className={classes.words}>
        <b>{time}</b> {event.title}
        <span className={classes.hidden}>{t(`common:status.${post.status}`)}</span>
      </span>
    </span>
  )
}
