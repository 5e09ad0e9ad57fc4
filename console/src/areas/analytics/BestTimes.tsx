import { Card, Group, Skeleton, Text, Title, Tooltip } from '@mantine/core'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { percent } from '~/ui/numbers'
import classes from './BestTimes.module.css'

/** Monday is 0. */
function weekday(number: number): string {
  return dayjs()
    .day((number + 1) % 7)
    .format('ddd')
}

/** At which hours of the week the account's own posts did best, and on how many posts that rests. */
export function BestTimes({ accountId, zone }: { accountId: string; zone: string }) {
  const { t } = useTranslation('analytics')
  const { data, isPending } = query.useQuery('get', '/api/v1/analytics/best-times', {
    params: { query: { account_id: accountId, time_zone: zone } },
  })
  if (isPending) return <Skeleton h={300} radius="lg" />
  const map = data?.heat_map ?? null
  const most = Math.max(0.0001, ...(map?.flat().map((score) => score ?? 0) ?? []))
  return (
    <Card>
      <Title order={2} size="h3">
        {t('best.title')}
      </Title>
      <Text size="xs" c="dimmed" mb="sm">
        {map
          ? t('best.rests', { count: data?.posts ?? 0, days: data?.days ?? 0 })
          : t('best.tooFew', { count: data?.posts ?? 0, needed: data?.posts_needed ?? 0 })}
      </Text>
      {map && (
        <>
          <div className={classes.map} role="img" aria-label={best(data?.slots ?? [], t)}>
            {map.map((hours, day) => (
              <div key={weekday(day)} className={classes.day}>
                <Text size="xs" c="dimmed" w={32}>
                  {weekday(day)}
                </Text>
                {hours.map((score, hour) => (
                  <Tooltip
                    // biome-ignore lint/suspicious/noArrayIndexKey: the index is the hour
                    key={hour}
                    label={`${weekday(day)} ${hour}:00 · ${score === null ? t('best.nothing') : percent(score)}`}
                  >
                    <div
                      className={classes.cell}
                      data-empty={score === null || undefined}
                      style={{ opacity: score === null ? undefined : 0.15 + (0.85 * score) / most }}
                    />
                  </Tooltip>
                ))}
              </div>
            ))}
          </div>
          <Group gap="xs" mt="sm">
            {data?.slots.slice(0, 3).map((slot) => (
              <Text key={`${slot.weekday} ${slot.hour}`} size="sm">
                {weekday(slot.weekday)} {slot.hour}:00
              </Text>
            ))}
          </Group>
        </>
      )}
    </Card>
  )
}

function best(slots: { weekday: number; hour: number }[], t: (key: string) => string): string {
  return `${t('best.title')}: ${slots.map((slot) => `${weekday(slot.weekday)} ${slot.hour}:00`).join(', ')}`
}
