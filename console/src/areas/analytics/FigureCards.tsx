import { Card, Group, SimpleGrid, Text } from '@mantine/core'
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { compact, percent } from '~/ui/numbers'
import { When } from '~/ui/When'

const SHOWN = ['reach', 'views', 'interactions', 'engagement_rate', 'likes', 'comments', 'shares', 'saves'] as const

/** Each figure with its change, of how much it is known, and when it was asked for. */
export function FigureCards({ overview }: { overview: Schema<'Overview'> }) {
  const { t } = useTranslation('analytics')
  const { figures, posts } = overview.content_metrics
  const followers = overview.account_metrics.figures.followers_count
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }}>
      <Card padding="sm">
        <Text size="xs" c="dimmed">
          {t('overview.figure.posts')}
        </Text>
        <Text fz={24} fw={700} className="tabular">
          {compact(posts)}
        </Text>
      </Card>
      {followers && (
        <Card padding="sm">
          <Text size="xs" c="dimmed">
            {t('overview.figure.followers')}
          </Text>
          <Text fz={24} fw={700} className="tabular">
            {compact(followers.value)}
          </Text>
          <Change trend={overview.growth_trends.account_followers_count} />
        </Card>
      )}
      {SHOWN.map((name) => {
        const figure = figures[name]
        if (!figure) return null
        return (
          <Card key={name} padding="sm">
            <Text size="xs" c="dimmed">
              {t(`overview.figure.${name}`)}
            </Text>
            <Text fz={24} fw={700} className="tabular">
              {name === 'engagement_rate' ? percent(figure.value) : compact(figure.value)}
            </Text>
            {overview.growth_trends[name] && (
              <Change trend={overview.growth_trends[name]} isRate={name === 'engagement_rate'} />
            )}
            <Text size="xs" c="dimmed">
              {t('overview.known', { known: figure.known_posts, all: figure.posts })}
              {figure.taken_at && (
                <>
                  {' · '}
                  <When at={figure.taken_at} />
                </>
              )}
            </Text>
          </Card>
        )
      })}
    </SimpleGrid>
  )
}

function Change({ trend, isRate }: { trend: Schema<'Trend'> | undefined; isRate?: boolean }) {
  const { t } = useTranslation('analytics')
  if (trend?.change == null) {
    return (
      <Text size="xs" c="dimmed" title={trend?.unknown_because ?? undefined}>
        {t('overview.noTrend')}
      </Text>
    )
  }
  const Arrow = trend.change < 0 ? IconArrowDownRight : IconArrowUpRight
  return (
    <Group gap={2} wrap="nowrap">
      <Arrow size={14} aria-hidden />
      <Text size="xs" className="tabular">
        {trend.change > 0 ? '+' : ''}
        {isRate ? `${Math.round(trend.change * 10) / 10}` : compact(trend.change)}
        {trend.change_percent != null && !isRate && ` (${percent(trend.change_percent, 0)})`}
      </Text>
    </Group>
  )
}
