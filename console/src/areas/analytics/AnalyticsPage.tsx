import '@mantine/charts/styles.css'
import { LineChart } from '@mantine/charts'
import { Button, Card, Group, SegmentedControl, Select, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useAccounts } from '~/app/me'
import { Fault } from '~/ui/Fault'
import { compact } from '~/ui/numbers'
import { failed, told } from '~/ui/toasts'
import { AnalyticsFrame } from './AnalyticsFrame'
import { BestTimes } from './BestTimes'
import { Compared } from './Compared'
import { FigureCards } from './FigureCards'
import { Followers } from './Followers'
import type { PeriodName } from './routes'
import { TopPosts } from './TopPosts'

const PERIODS: PeriodName[] = ['last_7_days', 'last_30_days', 'last_90_days']
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone

export function AnalyticsPage() {
  const { t } = useTranslation('analytics')
  const { period = 'last_30_days', account } = useSearch({ from: '/app/analytics' })
  const navigate = useNavigate({ from: '/analytics' })
  const { accounts } = useAccounts()
  const chosen = account ?? accounts[0]?.id
  const { data, error, isPending, refetch } = query.useQuery('get', '/api/v1/analytics/overview', {
    params: { query: { period, account_id: account, time_zone: ZONE } },
  })
  const collect = query.useMutation('post', '/api/v1/analytics/collect', {
    onSuccess: ({ message }) => {
      told(message)
      setTimeout(() => void refetch(), 8000)
    },
    onError: failed,
  })
  const days = (data?.daily_breakdown ?? []).map(({ date, reach, interactions, is_unfinished }) => ({
    date: dayjs(date).format('D MMM') + (is_unfinished ? ' …' : ''),
    reach,
    interactions,
  }))
  return (
    <AnalyticsFrame
      section="overview"
      actions={
        chosen && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={collect.isPending}
            onClick={() => collect.mutate({ body: { account_id: chosen } })}
          >
            {t('overview.collect')}
          </Button>
        )
      }
    >
      <Stack>
        <Group>
          <SegmentedControl
            aria-label={t('overview.period')}
            data={PERIODS.map((value) => ({ value, label: t(`overview.${value}`) }))}
            value={period}
            onChange={(value) =>
              void navigate({ search: (before) => ({ ...before, period: value as PeriodName }), replace: true })
            }
          />
          {accounts.length > 1 && (
            <Select
              aria-label={t('common:account.choose')}
              placeholder={t('common:account.all')}
              clearable
              data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
              value={account ?? null}
              onChange={(value) => void navigate({ search: (before) => ({ ...before, account: value ?? undefined }) })}
            />
          )}
        </Group>
        {error && <Fault error={error} onRetry={() => void refetch()} />}
        {isPending && <Skeleton h={320} radius="lg" />}
        {data && (
          <>
            <FigureCards overview={data} />
            <Card>
              <Title order={2} size="h3" mb={4}>
                {t('overview.byDay')}
              </Title>
              <Text size="xs" c="dimmed" mb="sm">
                {t('overview.byDayHint')}
              </Text>
              <LineChart
                h={260}
                data={days}
                dataKey="date"
                withLegend
                connectNulls={false}
                curveType="monotone"
                valueFormatter={(value) => compact(value)}
                series={[
                  { name: 'reach', label: t('overview.figure.reach'), color: 'brand.6' },
                  {
                    name: 'interactions',
                    label: t('overview.figure.interactions'),
                    color: 'teal.6',
                    strokeDasharray: '5 4',
                  },
                ]}
              />
            </Card>
            <TopPosts posts={data.top_content} />
          </>
        )}
        {chosen && (
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            <Followers accountId={chosen} period={period} zone={ZONE} />
            <BestTimes accountId={chosen} zone={ZONE} />
          </SimpleGrid>
        )}
        <Compared period={period} accountId={account} zone={ZONE} />
      </Stack>
    </AnalyticsFrame>
  )
}
