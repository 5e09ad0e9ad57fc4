import type { ScheduleEventData } from '@mantine/schedule'
import dayjs from 'dayjs'
import type { Schema } from '~/api/client'
import { STATUS_COLOURS } from '~/ui/StatusBadge'
import { WALL, wallOf } from '../data/clock'
import type { Ghost } from '../data/useGhosts'

export type Payload = { post: Schema<'PostRead'>; username?: string } | { ghost: Ghost; username?: string }

/** A post has no length; this much room makes its words readable. */
const MINUTES = 45

function during(at: string, zone: string): { start: string; end: string } {
  const start = wallOf(at, zone)
  const end = dayjs(start).add(MINUTES, 'minute')
  const midnight = dayjs(start).endOf('day')
  return { start, end: (end.isAfter(midnight) ? midnight : end).format(WALL) }
}

export function postEvent(post: Schema<'PostRead'>, zone: string, username?: string): ScheduleEventData {
  return {
    id: post.id,
    title: post.caption || post.post_type,
    ...during(String(post.scheduled_time), zone),
    color: STATUS_COLOURS[post.status],
    payload: { post, username },
  }
}

export function ghostEvent(ghost: Ghost, zone: string, username?: string): ScheduleEventData {
  return {
    id: `ghost ${ghost.key}`,
    title: ghost.text,
    ...during(ghost.at, zone),
    color: 'gray',
    payload: { ghost, username },
  }
}

/** Hours of the week that are marked behind the posts: slots of an account, and the hours that did best. */
export function markEvent(kind: 'slot' | 'best', at: string, zone: string, title: string): ScheduleEventData {
  const start = wallOf(at, zone)
  const end = dayjs(start).add(kind === 'best' ? 60 : 45, 'minute')
  return {
    id: `${kind} ${at} ${title}`,
    title,
    start,
    end: (end.isSame(start, 'day') ? end : dayjs(start).endOf('day')).format(WALL),
    color: kind === 'best' ? 'teal' : 'brand',
    display: 'background',
  }
}
