import '@mantine/dates/styles.css'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { currentLanguage } from '~/i18n'
import { Fault } from '~/ui/Fault'
import { exactly } from '~/ui/When'
import { useMove } from '../shared/useMove'

interface RescheduleProps {
  post: Schema<'PostRead'>
  opened: boolean
  onClose: () => void
}

/** Asks for another time, in this browser's zone, and shows what that is for the audience. */
export function Reschedule({ post, opened, onClose }: RescheduleProps) {
  const { t } = useTranslation('posts')
  const [wall, setWall] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const { move, moving } = useMove()
  const later = post.scheduled_time && dayjs(post.scheduled_time).isAfter(dayjs())
  const value = wall ?? (later ? dayjs(post.scheduled_time) : dayjs().add(1, 'hour')).format('YYYY-MM-DD HH:mm:ss')
  const at = dayjs(value).toISOString()
  return (
    <Modal opened={opened} onClose={onClose} title={t('move.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          move(post, at).then(onClose, setError)
        }}
      >
        <Stack>
          {error !== null && <Fault error={error} />}
          <DateTimePicker
            label={t('move.when')}
            description={t('move.zone', { zone: dayjs.tz.guess() })}
            value={value}
            onChange={setWall}
            minDate={dayjs().format('YYYY-MM-DD')}
            locale={currentLanguage()}
            valueFormat="LLL"
            timePickerProps={{ hoursInputLabel: t('move.hours'), minutesInputLabel: t('move.minutes') }}
            submitButtonProps={{ 'aria-label': t('common:action.confirm') }}
            data-autofocus
          />
          {post.time_zone && post.time_zone !== dayjs.tz.guess() && (
            <Text size="sm" c="dimmed">
              {t('move.audience', { time: exactly(at, post.time_zone), zone: post.time_zone })}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={moving}>
              {t('move.do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
