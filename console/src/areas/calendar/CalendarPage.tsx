import { ActionIcon, Alert, Button, Loader, LoadingOverlay, Menu } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ScheduleEventData } from '@mantine/schedule'
import { IconCalendarPlus, IconClockHour4, IconDots, IconPlus, IconRepeat, IconRss } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { upload } from '~/api/files'
import { useAccounts, useMay } from '~/app/me'
import { useMove } from '~/areas/posts/shared/useMove'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { failed } from '~/ui/toasts'
import { clockChanges, momentOf, shownDays, wallOf } from './data/clock'
import { useGhosts } from './data/useGhosts'
import { usePlanned } from './data/usePlanned'
import { PostCard } from './dialogs/PostCard'
import { SlotsDrawer } from './dialogs/SlotsDrawer'
import { SubscribeDialog } from './dialogs/SubscribeDialog'
import type { CalendarSearch } from './search'
import { Agenda } from './view/Agenda'
import { Bar } from './view/Bar'
import { ghostEvent, type Payload, postEvent } from './view/events'
import { Grid } from './view/Grid'
import { useMarks } from './view/useMarks'

/** What goes out when: planned by hand, and what will be added by itself. */
export function CalendarPage() {
  const { t } = useTranslation(['calendar', 'posts'])
  const search = useSearch({ from: '/app/calendar' })
  const navigate = useNavigate()
  const may = useMay('manage-posts')
  const { accounts } = useAccounts()
  const narrow = useMediaQuery('(max-width: 700px)', undefined, { getInitialValueInEffect: false })
  const [moved, setMoved] = useState<Record<string, string>>({})
  const [sending, setSending] = useState(false)
  const { move } = useMove()

  const view = search.view ?? (narrow ? 'agenda' : 'week')
  const zone = search.zone ?? dayjs.tz.guess()
  const date = search.date ?? wallOf(new Date().toISOString(), zone).slice(0, 10)
  const [first, last] = shownDays(view, date)
  const span = {
    from: momentOf(`${first} 00:00:00`, zone),
    to: momentOf(`${last} 00:00:00`, zone),
    account: search.account,
    campaign: search.campaign,
  }
  const { posts, isPending, isPlaceholderData, error, refetch } = usePlanned(span)
  const ghosts = useGhosts(span, posts)
  const marks = useMarks({ ...span, zone })
  const changes = clockChanges(first, last, zone)
  const nameOf = (id: string | null) => accounts.find((one) => one.id === id)?.username
  const cards = [
    ...posts.map((post) =>
      postEvent({ ...post, scheduled_time: moved[post.id] ?? post.scheduled_time }, zone, nameOf(post.account_id)),
    ),
    ...ghosts.map((ghost) => ghostEvent(ghost, zone, nameOf(ghost.account))),
  ].sort((a, b) => String(a.start).localeCompare(String(b.start)))

  const go = (chosen: CalendarSearch) =>
    void navigate({ to: '/calendar', search: { ...search, ...chosen }, replace: 'post' in chosen })

  function open(event: ScheduleEventData) {
    const payload = event.payload as Payload | undefined
    if (!payload) return
    if ('post' in payload) go({ post: payload.post.id })
    else if (payload.ghost.kind === 'recurring') {
      void navigate({ to: '/posts/recurring', search: { edit: payload.ghost.source } })
    } else void navigate({ to: `/campaigns/${payload.ghost.source}` as never })
  }

  const compose = (wall: string, media?: string) => {
    const at = momentOf(wall, zone)
    void navigate({ to: '/compose', search: { at, account: search.account, campaign: search.campaign, media } })
  }

  // Shown there at once; a refused move goes back by itself, and the toast says why.
  function drag(event: ScheduleEventData, wall: string) {
    const payload = event.payload as Payload
    if (!('post' in payload)) return
    const { post } = payload
    const at = momentOf(wall, zone)
    setMoved((before) => ({ ...before, [post.id]: at }))
    move(post, at)
      .catch(failed)
      .finally(() => setMoved(({ [post.id]: _, ...others }) => others))
  }

  async function drop(files: File[], wall: string) {
    const wanted = files.filter(({ type }) => /^(image|video)\//.test(type))
    if (wanted.length === 0) return
    setSending(true)
    try {
      const ids: string[] = []
      for (const file of wanted) {
        const form = new FormData()
        form.set('file', file)
        ids.push((await upload<Schema<'MediaRead-Output'>>('/api/v1/media', form, () => undefined).done).id)
      }
      compose(view === 'month' ? `${wall.slice(0, 10)} 09:00:00` : wall, ids.join(','))
    } catch (fault) {
      failed(fault)
    } finally {
      setSending(false)
    }
  }

  const zones = [...new Set(['UTC', search.zone, ...posts.map(({ time_zone }) => time_zone)])].filter(
    (name): name is string => typeof name === 'string',
  )
  return (
    <Page
      title={t('common:nav.calendar')}
      actions={
        <>
          {may && (
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              renderRoot={(props) => <Link to="/compose" search={{ account: search.account }} {...props} />}
            >
              {t('common:action.newPost')}
            </Button>
          )}
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" size={36} aria-label={t('page.more')}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconClockHour4 size={16} aria-hidden />} onClick={() => go({ dialog: 'slots' })}>
                {t('slots.title')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconRepeat size={16} aria-hidden />}
                renderRoot={(props) => <Link to="/posts/recurring" {...props} />}
              >
                {t('posts:recurring.title')}
              </Menu.Item>
              <Menu.Item leftSection={<IconRss size={16} aria-hidden />} onClick={() => go({ dialog: 'subscribe' })}>
                {t('subscribe.title')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      <Bar search={search} view={view} date={date} zones={zones} onChange={go} />
      {changes.map((day) => (
        <Alert key={day} color="yellow" p="xs" icon={<IconClockHour4 aria-hidden />}>
          {t('clock.changes', { day: dayjs(day).format('LL'), zone })}
        </Alert>
      ))}
      {error && <Fault error={error} onRetry={() => void refetch()} />}
      <div style={{ position: 'relative' }} aria-busy={isPending || isPlaceholderData}>
        <LoadingOverlay visible={sending} loaderProps={{ children: <Loader aria-label={t('page.sending')} /> }} />
        {view === 'agenda' ? (
          <>
            {!isPending && cards.length === 0 && (
              <Empty icon={IconCalendarPlus} title={t('agenda.none')} text={t('agenda.noneHint')} />
            )}
            <Agenda events={cards} onOpen={open} />
          </>
        ) : (
          <Grid
            view={view}
            date={date}
            events={view === 'month' ? cards : [...marks, ...cards]}
            changes={changes}
            may={may}
            onOpen={open}
            onDay={(day) => go({ view: 'day', date: day })}
            onPlace={compose}
            onMove={drag}
            onFiles={(files, wall) => void drop(files, wall)}
          />
        )}
      </div>
      <PostCard postId={search.post} onClose={() => go({ post: undefined })} />
      <SlotsDrawer opened={search.dialog === 'slots'} onClose={() => go({ dialog: undefined })} />
      <SubscribeDialog opened={search.dialog === 'subscribe'} onClose={() => go({ dialog: undefined })} />
    </Page>
  )
}
