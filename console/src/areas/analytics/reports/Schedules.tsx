import { ActionIcon, Badge, Button, Card, Group, NumberInput, Select, Stack, TagsInput, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconPlus, IconSend, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query, type Schema } from '~/api/client'
import { useAccounts } from '~/app/me'
import { failed, told } from '~/ui/toasts'
import { exactly } from '~/ui/When'

const PATH = '/api/v1/analytics/report-schedules'
const reread = () =>
  void cache.invalidateQueries({
    predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/analytics/report'),
  })

/** Reports that go out by mail by themselves. */
export function Schedules() {
  const { t } = useTranslation('analytics')
  const { accounts } = useAccounts()
  const { data } = query.useQuery('get', PATH, { params: { query: { limit: 50 } } })
  const remove = query.useMutation('delete', `${PATH}/{schedule_id}`, { onSuccess: reread, onError: failed })
  const send = query.useMutation('post', `${PATH}/{schedule_id}/send-now`, {
    onSuccess: () => {
      reread()
      told(t('schedules.sent'))
    },
    onError: failed,
  })
  return (
    <Stack gap="xs">
      {data?.items.length === 0 && <Text c="dimmed">{t('schedules.none')}</Text>}
      {data?.items.map((schedule) => {
        const params = { params: { path: { schedule_id: schedule.id } } }
        const account = accounts.find(({ id }) => id === schedule.account_id)
        return (
          <Card key={schedule.id} padding="sm">
            <Group justify="space-between" wrap="nowrap">
              <div style={{ minWidth: 0 }}>
                <Group gap="xs">
                  <Text fw={600}>@{account?.username}</Text>
                  <Badge variant="default">{t(`schedules.${schedule.frequency}`)}</Badge>
                </Group>
                <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {schedule.recipients.join(', ')}
                  {schedule.next_at && ` · ${t('schedules.next')} ${exactly(schedule.next_at)}`}
                </Text>
              </div>
              <Group gap="xs" wrap="nowrap">
                <ActionIcon variant="subtle" aria-label={t('schedules.sendNow')} onClick={() => send.mutate(params)}>
                  <IconSend size={18} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="red"
                  aria-label={t('schedules.delete')}
                  onClick={() => remove.mutate(params)}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </Group>
            </Group>
          </Card>
        )
      })}
      <Group>
        <Button
          variant="light"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => modals.open({ title: t('schedules.new'), children: <NewSchedule /> })}
        >
          {t('schedules.new')}
        </Button>
      </Group>
    </Stack>
  )
}

function NewSchedule() {
  const { t } = useTranslation('analytics')
  const { accounts } = useAccounts()
  const [account, setAccount] = useState<string | null>(null)
  const [frequency, setFrequency] = useState<Schema<'Frequency'>>('weekly')
  const [hour, setHour] = useState<number | string>(8)
  const [recipients, setRecipients] = useState<string[]>([])
  const make = query.useMutation('post', PATH, {
    onSuccess: () => {
      reread()
      modals.closeAll()
    },
    onError: failed,
  })
  const chosen = account ?? accounts[0]?.id ?? ''
  function submit(event: FormEvent) {
    event.preventDefault()
    const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    make.mutate({
      body: {
        account_id: chosen,
        frequency,
        format: 'pdf',
        hour: Number(hour),
        time_zone,
        recipients,
        is_active: true,
      },
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Select
          label={t('common:account.choose')}
          allowDeselect={false}
          data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
          value={chosen}
          onChange={setAccount}
        />
        <Select
          label={t('schedules.often')}
          allowDeselect={false}
          data={(['weekly', 'monthly'] as const).map((value) => ({ value, label: t(`schedules.${value}`) }))}
          value={frequency}
          onChange={(value) => value && setFrequency(value as Schema<'Frequency'>)}
        />
        <NumberInput label={t('schedules.hour')} min={0} max={23} value={hour} onChange={setHour} />
        <TagsInput
          label={t('schedules.recipients')}
          placeholder="boss@example.com"
          splitChars={[',', ' ', ';']}
          maxTags={10}
          value={recipients}
          onChange={setRecipients}
        />
        <Button type="submit" loading={make.isPending} disabled={recipients.length === 0 || !chosen}>
          {t('schedules.make')}
        </Button>
      </Stack>
    </form>
  )
}
