import { BarChart } from '@mantine/charts'
import { Card, Skeleton, Text, Title } from '@mantine/core'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { counted } from '~/ui/numbers'
import type { PeriodName } from './routes'

/** Who came and who went, day by day; days that Instagram does not give are left empty. */
export function Followers({ accountId, period, zone }: { accountId: string; period: PeriodName; zone: string }) {
  const { t } = useTranslation('analytics')
  const { data, isPending } = query.useQuery('get', '/api/v1/analytics/followers', {
    params: { query: { account_id: accountId, period, time_zone: zone } },
  })
  if (isPending) return <Skeleton h={300} radius="lg" />
  const days = (data?.days ?? []).map((day) => ({
    date: dayjs(day.date).format('D MMM'),
    gained: day.gained,
    lost: day.lost === null ? null : -day.lost,
  }))
  return (
    <Card>
      <Title order={2} size="h3">
        {t('overview.followers')}
      </Title>
      <Text size="xs" c="dimmed" mb="sm">
        {t('overview.followersHint', {
          gained: counted(data?.gained.value),
          lost: counted(data?.lost.value),
          known: data?.gained.known_days ?? 0,
          all: data?.gained.days ?? 0,
        })}
      </Text>
      <BarChart
        h={220}
        data={days}
        dataKey="date"
        type="stacked"
        barChartProps={{ stackOffset: 'sign' }}
        withLegend
        series={[
          { name: 'gained', label: t('overview.gained'), color: 'teal.6' },
          { name: 'lost', label: t('overview.lost'), color: 'orange.6' },
        ]}
      />
    </Card>
  )
}
