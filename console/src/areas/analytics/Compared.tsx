import { Card, Group, Progress, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { compact, percent } from '~/ui/numbers'
import type { PeriodName } from './routes'

const WAYS = ['type', 'hashtag', 'length'] as const
type Way = (typeof WAYS)[number]

interface ComparedProps {
  period: PeriodName
  accountId: string | undefined
  zone: string
}

/** Formats, hashtags or lengths beside each other, each with the number of posts it rests on. */
export function Compared({ period, accountId, zone }: ComparedProps) {
  const { t } = useTranslation('analytics')
  const [by, setBy] = useState<Way>('type')
  const { data } = query.useQuery('get', '/api/v1/analytics/compared', {
    params: { query: { period, by, account_id: accountId, time_zone: zone } },
  })
  const groups = data?.groups ?? []
  const most = Math.max(0.0001, ...groups.map(({ engagement_rate }) => engagement_rate ?? 0))
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3">
          {t('compared.title')}
        </Title>
        <SegmentedControl
          aria-label={t('compared.title')}
          data={WAYS.map((value) => ({ value, label: t(`compared.${value}`) }))}
          value={by}
          onChange={(value) => setBy(value as Way)}
        />
      </Group>
      {data && groups.length === 0 && <Text c="dimmed">{t('compared.none')}</Text>}
      <Stack gap="sm">
        {groups.slice(0, 12).map((group) => {
          const name = by === 'type' ? t(`common:type.${group.name}`, { defaultValue: group.name }) : group.name
          return (
            <div key={group.name}>
              <Group justify="space-between" gap="xs">
                <Text size="sm" fw={500}>
                  {name}
                </Text>
                <Text size="xs" c="dimmed" className="tabular">
                  {t('compared.row', {
                    rate: percent(group.engagement_rate),
                    reach: compact(group.average_reach),
                    known: group.known_posts,
                    all: group.posts,
                  })}
                </Text>
              </Group>
              <Progress value={((group.engagement_rate ?? 0) / most) * 100} aria-label={name} />
            </div>
          )
        })}
      </Stack>
    </Card>
  )
}
