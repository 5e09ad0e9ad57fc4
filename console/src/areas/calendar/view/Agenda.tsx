import { Button, Stack, Text, Title } from '@mantine/core'
import type { ScheduleEventData } from '@mantine/schedule'
import { IconRepeat, IconTargetArrow } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { Thumb } from '~/areas/posts/shared/Thumb'
import { StatusBadge } from '~/ui/StatusBadge'
import classes from './Agenda.module.css'
import type { Payload } from './events'

/** Day after day as a list: the calendar for phones, and for reading. */
export function Agenda({
  events,
  onOpen,
}: {
  events: ScheduleEventData[]
  onOpen: (event: ScheduleEventData) => void
}) {
  const { t } = useTranslation('calendar')
  const days = byDay(events)
  return (
    <Stack gap="md">
      {days.map(([day, planned]) => (
        <section key={day} aria-label={dayjs(day).format('LL')}>
          <Title order={2} size="h4" mb={6}>
            {dayjs(day).format('dddd, LL')}
          </Title>
          <Stack gap={6}>
            {planned.map((event) => {
              const payload = event.payload as Payload
              const ghost = 'ghost' in payload ? payload.ghost : null
              const Glyph = ghost?.kind === 'campaign' ? IconTargetArrow : IconRepeat
              return (
                <Button
                  key={event.id}
                  variant="default"
                  fullWidth
                  className={classes.card}
                  data-ghost={ghost !== null || undefined}
                  classNames={{ inner: classes.inner, label: classes.label }}
                  onClick={() => onOpen(event)}
                >
                  <Text span className={classes.time}>
                    {dayjs(event.start).format('LT')}
                  </Text>
                  {'post' in payload ? <Thumb post={payload.post} size={48} /> : <Glyph size={22} aria-hidden />}
                  <span className={classes.words}>
                    <Text span truncate="end" fw={550} display="block">
                      {event.title}
                    </Text>
                    <Text span size="xs" c="dimmed" className={classes.meta}>
                      {'post' in payload && <StatusBadge status={payload.post.status} />}
                      {ghost && <span>{t(`ghost.${ghost.kind}`)}</span>}
                      {payload.username && <span>@{payload.username}</span>}
                    </Text>
                  </span>
                </Button>
              )
            })}
          </Stack>
        </section>
      ))}
    </Stack>
  )
}

function byDay(events: ScheduleEventData[]): [string, ScheduleEventData[]][] {
  const days = new Map<string, ScheduleEventData[]>()
  for (const event of events) {
    const day = String(event.start).slice(0, 10)
    days.set(day, [...(days.get(day) ?? []), event])
  }
  return [...days]
}
