import { Alert, Button, Card, Group, Stack, Switch, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query, type Schema } from '~/api/client'
import { useAccounts } from '~/app/me'
import { confirmed } from '~/ui/confirm'
import { failed, told } from '~/ui/toasts'
import { exactly } from '~/ui/When'
import { useWeekdays } from '../shared/weekdays'

export const refreshRecurring = () =>
  cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/recurring-posts') })

interface CardProps {
  item: Schema<'RecurringRead'>
  may: boolean
  onEdit: () => void
}

/** One recurring post: what, when, the next times, and the switch that pauses it. */
export function RecurringCard({ item, may, onEdit }: CardProps) {
  const { t } = useTranslation('posts')
  const weekdays = useWeekdays()
  const { accounts } = useAccounts()
  const params = { path: { recurring_id: item.id } }
  const change = query.useMutation('patch', '/api/v1/recurring-posts/{recurring_id}', {
    onError: failed,
    onSuccess: refreshRecurring,
  })
  const remove = query.useMutation('delete', '/api/v1/recurring-posts/{recurring_id}', {
    onError: failed,
    onSuccess: refreshRecurring,
  })
  const active = change.isPending ? (change.variables.body.is_active ?? item.is_active) : item.is_active
  const name = item.template.caption || t('list.noCaption')

  async function drop() {
    const yes = await confirmed(t('recurring.deleteTitle'), t('recurring.deleteText'), t('common:action.delete'))
    if (yes) remove.mutate({ params }, { onSuccess: () => told(t('recurring.deleted')) })
  }

  return (
    <Card component="article">
      <Stack gap="xs" h="100%">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Text fw={600} lineClamp={2}>
            {name}
          </Text>
          <Switch
            aria-label={t('recurring.active', { name })}
            checked={active}
            disabled={!may}
            onChange={(event) => change.mutate({ params, body: { is_active: event.currentTarget.checked } })}
          />
        </Group>
        <Text size="sm">
          {item.weekdays.map((day) => weekdays[day]).join(', ')} · {item.wall_clock.slice(0, 5)} ({item.time_zone}) ·{' '}
          {t('recurring.every', { count: item.every_weeks })}
        </Text>
        <Text size="sm" c="dimmed">
          @{accounts.find(({ id }) => id === item.account_id)?.username} · {t(`common:type.${item.template.post_type}`)}
          {item.last_day && ` · ${t('recurring.until', { day: item.last_day })}`}
        </Text>
        {item.problem && <Alert color="orange">{item.problem}</Alert>}
        <Text size="sm" c="dimmed">
          {active && (item.next_times?.length ?? 0) > 0
            ? t('recurring.next', {
                times: item.next_times
                  ?.slice(0, 3)
                  .map((at) => exactly(at))
                  .join(' · '),
              })
            : t('recurring.rests')}
        </Text>
        {may && (
          <Group gap="xs" mt="auto">
            <Button size="xs" variant="default" onClick={onEdit}>
              {t('common:action.edit')}
            </Button>
            <Button size="xs" variant="subtle" color="red" onClick={() => void drop()}>
              {t('common:action.delete')}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  )
}
