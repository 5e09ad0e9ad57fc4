import '@mantine/schedule/styles.css'
import { Paper } from '@mantine/core'
import { DayView, MonthView, type ScheduleEventData, WeekView } from '@mantine/schedule'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '~/i18n'
import { EventBody } from './EventBody'
import classes from './Grid.module.css'
import { renderEvent } from './Hover'

interface GridProps {
  view: 'month' | 'week' | 'day'
  date: string
  events: ScheduleEventData[]
  /** Days on which clocks change. */
  changes: string[]
  may: boolean
  onOpen: (event: ScheduleEventData) => void
  onDay: (date: string) => void
  /** A free place was chosen: `2026-11-23 10:00:00`. */
  onPlace: (wall: string) => void
  onMove: (event: ScheduleEventData, wall: string) => void
  onFiles: (files: File[], wall: string) => void
}

/** Month, week or day with its posts; moving, creating and dropping pictures are told to the page. */
export function Grid({ view, date, events, changes, may, onOpen, onDay, onPlace, onMove, onFiles }: GridProps) {
  const { t } = useTranslation('calendar')
  const box = useRef<HTMLDivElement>(null)
  // Days are named by what they show: the name that Mantine gives them does not hold it (WCAG 2.5.3).
  useEffect(() => {
    for (const day of box.current?.querySelectorAll('.mantine-WeekView-weekViewDayLabel') ?? []) {
      day.removeAttribute('aria-label')
    }
  })
  const common = {
    date,
    events,
    locale: currentLanguage(),
    labels: { ...labels(t), moreLabel: (count: number) => t('grid.more', { count }) },
    withHeader: false,
    withEventsDragAndDrop: may,
    canDragEvent: ({ payload }: ScheduleEventData) =>
      payload !== undefined && 'post' in payload && MOVABLE.includes(payload.post.status),
    onEventDrop: ({ event, newStart }: { event: ScheduleEventData; newStart: string }) => onMove(event, newStart),
    onEventClick: onOpen,
    onExternalEventDrop: (data: DataTransfer, wall: string) => onFiles([...data.files], wall),
    renderEventBody: (event: ScheduleEventData) => <EventBody event={event} />,
    renderEvent,
  }
  if (view === 'month') {
    return (
      <Paper className={classes.paper}>
        <MonthView
          {...common}
          {...DAYS}
          classNames={{ monthViewDayLabel: classes.label }}
          maxEventsPerDay={3}
          consistentWeeks={false}
          onDayClick={(day) => may && onPlace(`${day} 09:00:00`)}
          getDayProps={(day) => (changes.includes(day) ? { className: classes.change } : {})}
        />
      </Paper>
    )
  }
  const hours = {
    ...common,
    intervalMinutes: 30,
    slotLabelFormat: 'LT',
    startScrollTime: '07:00:00',
    withCurrentTimeIndicator: true,
    slotHeight: 30,
    scrollAreaProps: { mah: '68vh' },
    onTimeSlotClick: ({ slotStart }: { slotStart: string }) => may && onPlace(slotStart),
  }
  return (
    <Paper className={classes.paper} ref={box}>
      {view === 'week' ? (
        <WeekView {...hours} onDateChange={onDay} {...DAYS} withAllDaySlots={false} />
      ) : (
        <DayView {...hours} withAllDaySlot={false} />
      )}
    </Paper>
  )
}

// No day is red: colours are for states.
const DAYS = { firstDayOfWeek: 1 as const, weekendDays: [], highlightToday: true }
const MOVABLE = ['scheduled', 'late', 'failed']

function labels(t: (key: string) => string) {
  const words = [
    'day',
    'week',
    'month',
    'weekday',
    'timeSlot',
    'today',
    'next',
    'previous',
    'more',
    'noEvents',
    'agenda',
  ]
  return Object.fromEntries(words.map((word) => [word, t(`grid.labels.${word}`)]))
}
