import { Card, Group, Progress, SimpleGrid, Skeleton, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { counted, percent } from '~/ui/numbers'
import { When } from '~/ui/When'

/** For each account: how much of the last day came by webhook, and how much was found only by looking. */
export function CoverageCards() {
  const { t } = useTranslation('inbox')
  const found = query.useQuery('get', '/api/v1/inbox/coverage', {})
  if (found.isPending) return <Skeleton h={120} radius="lg" />
  if (found.isError) return <Fault error={found.error} onRetry={() => void found.refetch()} />
  const hours = found.data.window_hours
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} component="section" aria-label={t('coverage.title')}>
      {found.data.accounts.map((account) => {
        const told = account.messages.by_webhook + account.comments.by_webhook
        const looked = account.messages.only_by_polling + account.comments.only_by_polling
        return (
          <Card key={account.account_id} padding="md">
            <Group justify="space-between" mb={4}>
              <Text fw={600}>@{account.username}</Text>
              <Text size="xs" c="dimmed">
                {account.last_webhook_at ? (
                  <>
                    {t('coverage.last')} <When at={account.last_webhook_at} />
                  </>
                ) : (
                  t('coverage.never')
                )}
              </Text>
            </Group>
            <Text size="sm" mb="xs">
              {t('coverage.sentence', { hours, told: counted(told), looked: counted(looked) })}
            </Text>
            <Line name={t('coverage.messages')} line={account.messages} />
            <Line name={t('coverage.comments')} line={account.comments} />
            <Trouble words={account.conversations_error ?? account.comments_error} />
          </Card>
        )
      })}
    </SimpleGrid>
  )
}

function Line({ name, line }: { name: string; line: Schema<'CoverageLine'> }) {
  const { t } = useTranslation('inbox')
  const share = line.share_percent
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="xs" c="dimmed" w={80}>
        {name}
      </Text>
      <Progress value={share ?? 0} color={share !== null && share < 90 ? 'orange' : 'teal'} flex={1} aria-hidden />
      <Text size="xs" w={70} ta="right" className="tabular">
        {share === null ? t('coverage.nothing') : percent(share, 0)}
      </Text>
    </Group>
  )
}

function Trouble({ words }: { words: string | null }) {
  return words ? (
    <Text size="xs" mt="xs" fw={600}>
      {words}
    </Text>
  ) : null
}
