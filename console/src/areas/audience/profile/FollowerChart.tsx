import '@mantine/charts/styles.css'
import { LineChart } from '@mantine/charts'
import { Card, Text, Title } from '@mantine/core'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { compact, counted } from '~/ui/numbers'
import type { Snapshot } from '../data/types'
import { series } from './series'

/** Followers and followed over time; what was not read whole is a gap. */
export function FollowerChart({ snapshots }: { snapshots: Snapshot[] }) {
  const { t } = useTranslation('audience')
  const points = series(snapshots)
  const hasGap = points.some(({ followers }) => followers === null)
  const day = (at: unknown) => dayjs(Number(at)).format('ll')
  return (
    <Card component="section" aria-labelledby="chart">
      <Title order={2} size="h3" id="chart" mb="md">
        {t('chart.title')}
      </Title>
      <div
        role="img"
        aria-label={t('chart.summary', { count: points.length, latest: counted(points.at(-1)?.followers) })}
      >
        <LineChart
          h={240}
          data={points}
          dataKey="at"
          connectNulls={false}
          withLegend
          curveType="monotone"
          valueFormatter={counted}
          series={[
            { name: 'followers', label: t('list.followers'), color: 'brand.6' },
            { name: 'following', label: t('list.following'), color: 'teal.7', strokeDasharray: '6 4' },
          ]}
          xAxisProps={{
            type: 'number',
            domain: ['dataMin', 'dataMax'],
            scale: 'time',
            tickFormatter: (at: number) => dayjs(at).format('D MMM'),
            minTickGap: 40,
            padding: { left: 16, right: 16 },
          }}
          yAxisProps={{ tickFormatter: compact, domain: ['auto', 'auto'], width: 52 }}
          tooltipProps={{ labelFormatter: day }}
        />
      </div>
      {hasGap && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('chart.gap')}
        </Text>
      )}
    </Card>
  )
}
