import '@mantine/charts/styles.css'
import { LineChart } from '@mantine/charts'
import { Card, Group, SegmentedControl, Text, Title } from '@mantine/core'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { compact, counted } from '~/ui/numbers'
import type { Snapshot } from '../data/types'
import { series } from './series'

const KINDS = ['followers', 'following'] as const
/** What is shorter than this is told by the hour. */
const SHORT_MS = 2 * 86_400_000

/** Followers or followed over time; what was not read whole is a gap. */
export function FollowerChart({ snapshots }: { snapshots: Snapshot[] }) {
  const { t } = useTranslation('audience')
  const [kind, setKind] = useState<'followers' | 'following'>('followers')
  const points = series(snapshots)
  if (points.length < 2) return null
  const hasGap = points.some((point) => point[kind] === null)
  const span = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0)
  const tick = (at: number) => dayjs(at).format(span < SHORT_MS ? 'HH:mm' : 'D MMM')
  return (
    <Card component="section" aria-labelledby="chart">
      <Group justify="space-between" mb="md">
        <Title order={2} size="h3" id="chart">
          {t('chart.title')}
        </Title>
        <SegmentedControl
          size="xs"
          transitionDuration={0}
          aria-label={t('compare.of')}
          value={kind}
          data={KINDS.map((value) => ({ value, label: t(`list.${value}`) }))}
          onChange={setKind}
        />
      </Group>
      <div
        role="img"
        aria-label={t('chart.summary', {
          count: points.length,
          latest: counted(points.findLast(({ followers }) => followers !== null)?.followers),
        })}
      >
        <LineChart
          h={240}
          data={points}
          dataKey="at"
          connectNulls={false}
          curveType="monotone"
          valueFormatter={counted}
          series={[{ name: kind, label: t(`list.${kind}`), color: 'brand.6' }]}
          xAxisProps={{
            type: 'number',
            domain: ['dataMin', 'dataMax'],
            scale: 'time',
            tickFormatter: tick,
            minTickGap: 40,
            padding: { left: 16, right: 16 },
          }}
          yAxisProps={{ tickFormatter: compact, allowDecimals: false, domain: ['auto', 'auto'], width: 52 }}
          tooltipProps={{ labelFormatter: (at) => dayjs(Number(at)).format('ll LT') }}
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
