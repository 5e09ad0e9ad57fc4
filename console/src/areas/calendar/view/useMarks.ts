import type { ScheduleEventData } from '@mantine/schedule'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useAccounts } from '~/app/me'
import { momentsOf } from '../data/recurrence'
import { markEvent } from './events'

interface Wanted {
  from: string
  to: string
  account?: string
  zone: string
}

/** An account's posting slots and its best hours, for views that show hours. Best hours are one account's. */
export function useMarks({ from, to, account, zone }: Wanted): ScheduleEventData[] {
  const { t } = useTranslation('calendar')
  const { accounts } = useAccounts()
  const { data: slots } = query.useQuery('get', '/api/v1/posting-slots', {
    params: { query: { account_id: account } },
  })
  const only = account ?? (accounts.length === 1 ? accounts[0]?.id : undefined)
  const { data: best } = query.useQuery(
    'get',
    '/api/v1/analytics/best-times',
    { params: { query: { account_id: String(only), time_zone: zone } } },
    { enabled: only !== undefined, retry: false },
  )
  const weekly = (weekday: number, wall_clock: string, time_zone: string) =>
    momentsOf(
      { weekdays: [weekday], every_weeks: 1, first_day: '2020-01-06', last_day: null, wall_clock, time_zone },
      from,
      to,
    )
  return [
    ...(slots?.items ?? []).flatMap((slot) =>
      weekly(slot.weekday, slot.wall_clock, slot.time_zone).map((at) => {
        const username = accounts.find(({ id }) => id === slot.account_id)?.username
        return markEvent('slot', at, zone, accounts.length > 1 ? t('mark.slotOf', { username }) : t('mark.slot'))
      }),
    ),
    ...(best?.slots ?? []).flatMap(({ weekday, hour }) =>
      weekly(weekday, `${String(hour).padStart(2, '0')}:00`, zone).map((at) =>
        markEvent('best', at, zone, t('mark.best')),
      ),
    ),
  ]
}
