import { Text, Timeline } from '@mantine/core'
import {
  IconAlertTriangle,
  IconDoorEnter,
  IconDoorExit,
  IconPencil,
  IconUserCheck,
  IconUserOff,
  IconUserPlus,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { When } from '~/ui/When'
import { PAGED } from '../shared/data'
import { Listed } from '../shared/Listed'

const SIGNS = {
  joined: IconUserPlus,
  renamed: IconPencil,
  warned: IconAlertTriangle,
  suspended: IconUserOff,
  reinstated: IconUserCheck,
  left: IconDoorExit,
  returned: IconDoorEnter,
}

export function MemberHistory({ id }: { id: string }) {
  const { t } = useTranslation('exchange')
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/exchange/members/{member_id}/events',
    { params: { path: { member_id: id } } },
    PAGED,
  )
  return (
    <Listed
      found={found}
      empty={
        <Text size="sm" c="dimmed">
          {t('members.noHistory')}
        </Text>
      }
    >
      {(events) => (
        <Timeline bulletSize={26} lineWidth={2}>
          {events.map((event) => {
            const Sign = SIGNS[event.kind]
            return (
              <Timeline.Item key={event.id} bullet={<Sign size={14} aria-hidden />} title={t(`event.${event.kind}`)}>
                {event.reason && <Text size="sm">{event.reason}</Text>}
                <Text size="xs" c="dimmed">
                  <When at={event.created_at} />
                  {event.week && ` · ${event.week}`} · {event.by_user ? t('event.byPerson') : t('event.byItself')}
                </Text>
              </Timeline.Item>
            )
          })}
        </Timeline>
      )}
    </Listed>
  )
}
