import { Group, Progress, SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { counted } from '~/ui/numbers'

/** What the account has done lately, of what it may do. */
export function QuotaBars({ accountId }: { accountId: string }) {
  const { t } = useTranslation('settings')
  const { data } = query.useQuery('get', '/api/v1/accounts/{account_id}/quota', {
    params: { path: { account_id: accountId } },
  })
  if (!data) return null
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs">
      {data.lines.map(({ kind, used, limit, window_seconds }) => {
        const label = t(`accounts.quota.${kind}`, { defaultValue: kind.replaceAll('_', ' ') })
        const share = limit > 0 ? (used / limit) * 100 : 0
        return (
          <div key={kind}>
            <Group justify="space-between" gap="xs" wrap="nowrap">
              <Text size="xs" c="dimmed" truncate>
                {label} {t('accounts.perHours', { count: Math.round(window_seconds / 3600) })}
              </Text>
              <Text size="xs" className="tabular">
                {counted(used)} / {counted(limit)}
              </Text>
            </Group>
            <Progress value={share} color={share > 85 ? 'orange' : 'brand'} size="sm" aria-label={label} />
          </div>
        )
      })}
    </SimpleGrid>
  )
}
