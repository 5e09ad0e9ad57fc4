import { Button, Card, Group, Stack } from '@mantine/core'
import { IconCalendarClock, IconPlayerSkipForward, IconSend } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { api } from '~/api/client'
import { useMe } from '~/app/me'
import { wallOf } from '~/areas/calendar/data/clock'
import { failed, told } from '~/ui/toasts'
import { exactly } from '~/ui/When'
import type { Writing } from '../useDraft'
import { clockHint } from './clockHint'
import { Published, Publishing } from './Publishing'
import { HERE, WhenFields } from './WhenFields'

interface SendBarProps {
  writing: Writing
  at: string | null
  zone: string | null
}

/** When it goes out: at a moment of a zone, at the next free slot, or now. */
export function SendBar({ writing, at, zone: knownZone }: SendBarProps) {
  const { t } = useTranslation('composer')
  const navigate = useNavigate()
  const { data: me } = useMe()
  const [chosenZone, setZone] = useState(knownZone)
  const zone = chosenZone ?? (me && me.timezone !== 'UTC' ? me.timezone : HERE)
  const [chosenWall, setWall] = useState<string | null | undefined>(undefined)
  const wall = chosenWall === undefined ? at && wallOf(at, zone) : chosenWall
  const [busy, setBusy] = useState<'schedule' | 'slot' | 'publish' | null>(null)
  const [permalink, setPermalink] = useState<string | null>(null)
  const { draft, save, postId } = writing
  const isReady = draft.media.length > 0 && draft.account_id !== null && busy === null
  const hint = wall ? clockHint(wall, zone) : null

  async function run(what: NonNullable<typeof busy>, act: (post_id: string) => Promise<void>) {
    setBusy(what)
    try {
      const saved = await save()
      if (saved) await act(saved)
    } catch (error) {
      failed(error)
    } finally {
      setBusy(null)
      void cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/posts') })
    }
  }

  async function planned(post_id: string, when: string | null | undefined) {
    if (when) told(t('send.scheduled', { when: exactly(when, zone) }), () => unplan(post_id))
    await navigate({ to: '/posts/$postId', params: { postId: post_id } })
  }
  async function unplan(post_id: string) {
    await api.POST('/api/v1/posts/{post_id}/cancel', { params: { path: { post_id } } })
  }
  const schedule = () =>
    run('schedule', async (post_id) => {
      const { data } = await api.POST('/api/v1/posts/{post_id}/schedule', {
        params: { path: { post_id } },
        body: { scheduled_time: (wall ?? '').replace(' ', 'T'), time_zone: zone },
      })
      await planned(post_id, data?.scheduled_time)
    })
  const nextSlot = () =>
    run('slot', async (post_id) => {
      const { data } = await api.POST('/api/v1/posts/{post_id}/schedule/next-slot', { params: { path: { post_id } } })
      await planned(post_id, data?.scheduled_time)
    })
  const publish = () =>
    run('publish', async (post_id) => {
      const { data } = await api.POST('/api/v1/posts/{post_id}/publish', {
        params: { path: { post_id }, query: { wait_seconds: 25 } },
      })
      if (data?.permalink) setPermalink(data.permalink)
      else await navigate({ to: '/posts/$postId', params: { postId: post_id } })
    })

  if (permalink && postId) return <Published permalink={permalink} postId={postId} />
  return (
    <Card>
      <Stack>
        <WhenFields wall={wall} zone={zone} onWall={setWall} onZone={setZone} />
        {busy === 'publish' && postId && <Publishing postId={postId} />}
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            leftSection={<IconSend size={16} aria-hidden />}
            loading={busy === 'publish'}
            disabled={!isReady}
            onClick={() => void publish()}
          >
            {t('send.now')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPlayerSkipForward size={16} aria-hidden />}
            loading={busy === 'slot'}
            disabled={!isReady}
            onClick={() => void nextSlot()}
          >
            {t('send.slot')}
          </Button>
          <Button
            leftSection={<IconCalendarClock size={16} aria-hidden />}
            loading={busy === 'schedule'}
            disabled={!isReady || !wall || hint === 'past' || hint === 'skipped'}
            onClick={() => void schedule()}
          >
            {t('send.schedule')}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}
