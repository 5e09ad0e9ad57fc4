import '@mantine/charts/styles.css'
import { LineChart } from '@mantine/charts'
import { Card, SimpleGrid, Text, Title } from '@mantine/core'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { compact, counted } from '~/ui/numbers'

const SHOWN = ['views', 'reach', 'likes', 'comments', 'saves', 'shares'] as const

/** How a post that is out does, and how it came there; nothing where nothing is known yet. */
export function Figures({ postId }: { postId: string }) {
  const { t } = useTranslation('posts')
  const { data } = query.useQuery('get', '/api/v1/analytics/posts/{post_id}/performance', {
    params: { path: { post_id: postId }, query: { time_zone: dayjs.tz.guess() } },
  })
  const shots = data?.time_analysis.snapshots ?? []
  const last = shots.at(-1)
  if (!data || !last) return null
  const lines = SHOWN.filter((name) => shots.some((shot) => shot[name] !== null))
  const [first] = lines
  return (
    <Card component="section" aria-labelledby="figures">
      <Title order={2} size="h3" id="figures">
        {t('figures.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('figures.asOf', { time: dayjs(last.taken_at).format('LLL') })}
      </Text>
      <SimpleGrid cols={{ base: 3, sm: 6 }} spacing="xs">
        {SHOWN.map((name) => (
          <div key={name}>
            <Text size="xs" c="dimmed">
              {t(`figures.${name}`)}
            </Text>
            <Text fw={700} size="lg" title={counted(last[name])}>
              {compact(last[name])}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {shots.length > 1 && first && (
        <LineChart
          h={180}
          mt="md"
          data={shots.map((shot) => ({ ...shot, at: dayjs(shot.taken_at).format('D MMM HH:mm') }))}
          dataKey="at"
          series={lines.slice(0, 3).map((name, index) => ({
            name,
            label: t(`figures.${name}`),
            color: ['brand.6', 'teal.6', 'orange.6'][index] ?? 'gray.6',
          }))}
          curveType="monotone"
          withLegend
          connectNulls={false}
          aria-label={t('figures.chart')}
        />
      )}
    </Card>
  )
}
