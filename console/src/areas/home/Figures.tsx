import { Anchor, Card, Group, SimpleGrid, Skeleton, Text, Title } from '@mantine/core'
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { compact, counted, percent } from '~/ui/numbers'
import { When } from '~/ui/When'

/** Three figures of the last seven days: known, or said to be unknown, and as of when. */
export function Figures() {
  const { t } = useTranslation('home')
  const { data, isPending, error } = query.useQuery(
    'get',
    '/api/v1/analytics/overview',
    { params: { query: { period: 'last_7_days' } } },
    { retry: false },
  )
  if (error) return null
  if (isPending) return <Skeleton h={150} radius="lg" />
  const account = data.account_metrics.figures
  const content = data.content_metrics.figures
  const trends = data.growth_trends
  const takenAt = account.followers_count?.taken_at ?? content.reach?.taken_at
  return (
    <Card component="section" aria-labelledby="figures">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3" id="figures">
          {t('figures.title')}
        </Title>
        <Anchor size="sm" renderRoot={(props) => <Link to="/analytics" {...props} />}>
          {t('figures.more')}
        </Anchor>
      </Group>
      <SimpleGrid cols={3} spacing="sm">
        <Figure
          label={t('figures.followers')}
          value={compact(account.followers_count?.value)}
          trend={trends.account_followers_count}
        />
        <Figure label={t('figures.reach')} value={compact(content.reach?.value)} trend={trends.reach} />
        <Figure
          label={t('figures.engagement')}
          value={percent(content.engagement_rate?.value)}
          trend={trends.engagement_rate}
        />
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt="sm">
        {takenAt ? (
          <>
            {t('figures.asOf')} <When at={takenAt} />
          </>
        ) : (
          t('figures.notYet')
        )}
      </Text>
    </Card>
  )
}

function Figure({ label, value, trend }: { label: string; value: string; trend: Schema<'Trend'> | undefined }) {
  const { t } = useTranslation('home')
  const change = trend?.change ?? null
  const Arrow = change !== null && change < 0 ? IconArrowDownRight : IconArrowUpRight
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={700} fz={26} lh={1.2} className="tabular">
        {value}
      </Text>
      {change === null ? (
        <Text size="xs" c="dimmed" title={trend?.unknown_because ?? undefined}>
          {t('figures.noTrend')}
        </Text>
      ) : (
        <Group gap={2} wrap="nowrap">
          <Arrow size={14} aria-hidden />
          <Text size="xs" className="tabular">
            {change > 0 ? '+' : ''}
            {counted(Math.round(change * 10) / 10)}
          </Text>
        </Group>
      )}
    </div>
  )
}
