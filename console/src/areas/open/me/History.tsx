import { Skeleton, Text, Timeline } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { When } from '~/ui/When'
import { Panel } from '../frame/Panel'
import { paramsOf, type Who } from './useMember'

/** What happened to the member: warnings, suspensions, and their reasons. */
export function History({ who }: { who: Who }) {
  const { t } = useTranslation('open')
  const { data } = query.useQuery('get', '/api/v1/exchange/public/{slug}/me/events', {
    params: { ...paramsOf(who), query: { limit: 50 } },
  })
  return (
    <Panel title={t('me.history')}>
      {!data && <Skeleton h={120} />}
      {data?.items.length === 0 && <Text size="sm">{t('history.none')}</Text>}
      <Timeline bulletSize={16} lineWidth={2}>
        {data?.items.map((event) => (
          <Timeline.Item key={`${event.kind} ${event.created_at}`} title={t(`history.${event.kind}`)}>
            {event.reason && <Text size="sm">{event.reason}</Text>}
            <Text size="xs" c="dimmed">
              <When at={event.created_at} />
              {event.week && ` · ${event.week}`}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Panel>
  )
}
