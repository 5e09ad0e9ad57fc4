import { ActionIcon, Button, Chip, Drawer, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query } from '~/api/client'
import { useAccounts, useMay } from '~/app/me'
import { useWeekdays } from '~/areas/posts/shared/weekdays'
import { failed, told } from '~/ui/toasts'

const refresh = () => cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === '/api/v1/posting-slots' })

/** The weekly times at which accounts like to publish; "next free slot" takes them in turn. */
export function SlotsDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const may = useMay('manage-posts')
  const { accounts } = useAccounts()
  const weekdays = useWeekdays()
  const [account, setAccount] = useState<string | null>(null)
  const [days, setDays] = useState<string[]>(['0', '1', '2', '3', '4'])
  const [time, setTime] = useState('18:00')
  const { data } = query.useQuery('get', '/api/v1/posting-slots', {}, { enabled: opened })
  const add = query.useMutation('post', '/api/v1/posting-slots', { onError: failed, onSuccess: refresh })
  const remove = query.useMutation('delete', '/api/v1/posting-slots/{slot_id}', { onError: failed, onSuccess: refresh })
  const chosen = account ?? accounts[0]?.id ?? null
  const shown = (data?.items ?? []).filter(({ account_id }) => account_id === chosen)
  return (
    <Drawer opened={opened} onClose={onClose} position="right" title={t('slots.title')}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('slots.lead')}
        </Text>
        <Select
          label={t('common:account.choose')}
          data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
          value={chosen}
          onChange={setAccount}
          allowDeselect={false}
        />
        {shown.length === 0 && <Text size="sm">{t('slots.none')}</Text>}
        {shown.map((slot) => (
          <Group key={slot.id} justify="space-between">
            <Text size="sm">
              {weekdays[slot.weekday]} {slot.wall_clock.slice(0, 5)}{' '}
              <Text span size="xs" c="dimmed">
                {slot.time_zone}
              </Text>
            </Text>
            {may && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('slots.remove', { day: weekdays[slot.weekday], time: slot.wall_clock.slice(0, 5) })}
                onClick={() => remove.mutate({ params: { path: { slot_id: slot.id } } })}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        {may && chosen && (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              const body = {
                account_id: chosen,
                time_zone: dayjs.tz.guess(),
                wall_clock: time,
                weekdays: days.map(Number),
              }
              add.mutate({ body }, { onSuccess: () => told(t('slots.added')) })
            }}
          >
            <Stack gap="sm">
              <Chip.Group multiple value={days} onChange={setDays}>
                <Group gap={6} role="group" aria-label={t('slots.days')}>
                  {weekdays.map((name, index) => (
                    <Chip key={name} value={String(index)} size="xs">
                      {name}
                    </Chip>
                  ))}
                </Group>
              </Chip.Group>
              <TextInput
                type="time"
                label={t('slots.time')}
                description={dayjs.tz.guess()}
                value={time}
                onChange={(event) => setTime(event.currentTarget.value)}
                required
              />
              <Button type="submit" loading={add.isPending} disabled={days.length === 0}>
                {t('slots.add')}
              </Button>
            </Stack>
          </form>
        )}
      </Stack>
    </Drawer>
  )
}
