import { Alert, Anchor, Button, Card, Group, Progress, Select, Stack, Text } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import '@mantine/dates/styles.css'
import { IconCalendarClock, IconCircleCheck, IconPlayerSkipForward, IconSend } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { api } from '~/api/client'
import { useMe } from '~/app/me'
import { failed, told } from '~/ui/toasts'
import { exactly } from '~/ui/When'
import { forgetUnsaved, type useDraft } from './useDraft'

const ZONES = Intl.supportedValuesOf('timeZone')
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone
const WALL_CLOCK = 'YYYY-MM-DD HH:mm:ss'

interface SendBarProps {
  writing: ReturnType<typeof useDraft>
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
  const [wallClock, setWallClock] = useState<string | null>(at ? dayjs(at).tz(zone).format(WALL_CLOCK) : null)
  const [busy, setBusy] = useState<'schedule' | 'slot' | 'publish' | null>(null)
  const [permalink, setPermalink] = useState<string | null>(null)
  const { draft, save } = writing
  const isReady = draft.media.length > 0 && draft.account_id !== null

  async function run(what: NonNullable<typeof busy>, act: (postId: string) => Promise<void>) {
    setBusy(what)
    try {
      const postId = await save()
      if (postId) {
        await act(postId)
        forgetUnsaved()
        void cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/posts') })
      }
    } catch (error) {
      failed(error)
    } finally {
      setBusy(null)
    }
  }

  const schedule = () =>
    run('schedule', async (post_id) => {
      const scheduled_time = (wallClock ?? '').replace(' ', 'T')
      const { data } = await api.POST('/api/v1/posts/{post_id}/schedule', {
        params: { path: { post_id } },
        body: { scheduled_time, time_zone: zone },
      })
      if (data?.scheduled_time) told(t('send.scheduled', { when: exactly(data.scheduled_time, zone) }))
      await navigate({ to: '/posts/$postId', params: { postId: post_id } as never })
    })
  const nextSlot = () =>
    run('slot', async (post_id) => {
      const { data } = await api.POST('/api/v1/posts/{post_id}/schedule/next-slot', { params: { path: { post_id } } })
      if (data?.scheduled_time) told(t('send.scheduled', { when: exactly(data.scheduled_time, zone) }))
      await navigate({ to: '/posts/$postId', params: { postId: post_id } as never })
    })
  const publish = () =>
    run('publish', async (post_id) => {
      const { data } = await api.POST('/api/v1/posts/{post_id}/publish', {
        params: { path: { post_id }, query: { wait_seconds: 25 } },
      })
      if (data?.permalink) setPermalink(data.permalink)
      else await navigate({ to: '/posts/$postId', params: { postId: post_id } as never })
    })

  if (permalink) {
    return (
      <Alert color="teal" icon={<IconCircleCheck aria-hidden />} title={t('send.published')} role="status">
        <Group>
          <Anchor href={permalink} target="_blank" rel="noreferrer">
            {t('send.look')}
          </Anchor>
          <Button
            size="xs"
            variant="light"
            onClick={() => void navigate({ to: '/posts/$postId', params: { postId: writing.postId } as never })}
          >
            {t('send.receipt')}
          </Button>
        </Group>
      </Alert>
    )
  }
  return (
    <Card>
      <Stack>
        <Group align="flex-end" gap="sm">
          <DateTimePicker
            label={t('send.when')}
            placeholder={t('send.whenHint')}
            flex={1}
            miw={200}
            clearable
            minDate={dayjs().format('YYYY-MM-DD')}
            value={wallClock}
            onChange={setWallClock}
            clearButtonProps={{ 'aria-label': t('common:action.clear') }}
          />
          <Select
            label={t('send.zone')}
            searchable
            limit={80}
            allowDeselect={false}
            miw={170}
            data={ZONES.includes(zone) ? ZONES : [zone, ...ZONES]}
            value={zone}
            onChange={setZone}
          />
        </Group>
        {wallClock && zone !== HERE && (
          <Text size="sm" c="dimmed">
            {t('send.here', { when: exactly(dayjs.tz(wallClock, zone).toISOString()) })}
          </Text>
        )}
        {busy === 'publish' && <Progress value={100} animated aria-label={t('send.publishing')} />}
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            leftSection={<IconSend size={16} aria-hidden />}
            loading={busy === 'publish'}
            disabled={!isReady || busy !== null}
            onClick={() => void publish()}
          >
            {t('send.now')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPlayerSkipForward size={16} aria-hidden />}
            loading={busy === 'slot'}
            disabled={!isReady || busy !== null}
            onClick={() => void nextSlot()}
          >
            {t('send.slot')}
          </Button>
          <Button
            leftSection={<IconCalendarClock size={16} aria-hidden />}
            loading={busy === 'schedule'}
            disabled={!isReady || !wallClock || busy !== null}
            onClick={() => void schedule()}
          >
            {t('send.schedule')}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}
