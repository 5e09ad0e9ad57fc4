import {
  Button,
  Card,
  Group,
  NumberInput,
  Progress,
  ScrollArea,
  SimpleGrid,
  Skeleton,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { counted, dollars } from '~/ui/numbers'
import { failed, told } from '~/ui/toasts'
import { exactly } from '~/ui/When'
import { AnalyticsFrame } from '../AnalyticsFrame'
import { BrandForm } from './BrandForm'

export function AiPage() {
  const budget = query.useQuery('get', '/api/v1/content/ai/budget')
  const brand = query.useQuery('get', '/api/v1/content/brand')
  return (
    <AnalyticsFrame section="ai">
      <Stack>
        {budget.error && <Fault error={budget.error} />}
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          {budget.data ? (
            <Budget budget={budget.data} onSaved={() => void budget.refetch()} />
          ) : (
            <Skeleton h={180} radius="lg" />
          )}
          {brand.data ? <BrandForm brand={brand.data} /> : <Skeleton h={180} radius="lg" />}
        </SimpleGrid>
        <Uses />
      </Stack>
    </AnalyticsFrame>
  )
}

function Budget({ budget, onSaved }: { budget: Schema<'BudgetRead'>; onSaved: () => void }) {
  const { t } = useTranslation('analytics')
  const [limit, setLimit] = useState<number | string>(budget.monthly_cents === null ? '' : budget.monthly_cents / 100)
  const save = query.useMutation('put', '/api/v1/content/ai/budget', {
    onSuccess: () => {
      onSaved()
      told(t('ai.saved'))
    },
    onError: failed,
  })
  const share = budget.monthly_cents ? (budget.spent_cents / budget.monthly_cents) * 100 : 0
  return (
    <Card>
      <Title order={2} size="h3" mb="sm">
        {t('ai.month')}
      </Title>
      <Text fz={26} fw={700} className="tabular">
        {dollars(budget.spent_cents)}
        {budget.monthly_cents !== null && (
          <Text component="span" c="dimmed">
            {' '}
            / {dollars(budget.monthly_cents)}
          </Text>
        )}
      </Text>
      {budget.monthly_cents !== null && (
        <Progress value={share} color={share > 85 ? 'orange' : 'brand'} my="xs" aria-label={t('ai.month')} />
      )}
      <Text size="sm" c="dimmed" mb="sm">
        {t('ai.uses', { count: budget.uses, unpriced: budget.uses_without_price })}
      </Text>
      <Group align="flex-end">
        <NumberInput
          label={t('ai.limit')}
          description={t('ai.limitHint')}
          prefix="$"
          min={0}
          decimalScale={2}
          value={limit}
          onChange={setLimit}
          flex={1}
        />
        <Button
          variant="light"
          loading={save.isPending}
          onClick={() => save.mutate({ body: { monthly_cents: limit === '' ? null : Number(limit) * 100 } })}
        >
          {t('common:action.save')}
        </Button>
      </Group>
    </Card>
  )
}

function Uses() {
  const { t } = useTranslation('analytics')
  const { data } = query.useQuery('get', '/api/v1/content/ai/uses', { params: { query: { limit: 50 } } })
  return (
    <Card>
      <Title order={2} size="h3" mb="sm">
        {t('ai.book')}
      </Title>
      {data?.items.length === 0 && <Text c="dimmed">{t('ai.noUses')}</Text>}
      {data && data.items.length > 0 && (
        <ScrollArea type="auto" viewportProps={{ tabIndex: 0 }}>
          <Table miw={640}>
            <Table.Thead>
              <Table.Tr>
                {['when', 'purpose', 'model', 'tokens', 'cost'].map((name) => (
                  <Table.Th key={name}>{t(`ai.${name}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.items.map((use) => (
                <Table.Tr key={use.id}>
                  <Table.Td>{exactly(use.created_at)}</Table.Td>
                  <Table.Td>
                    {use.purpose}
                    {use.error && (
                      <Text size="xs" c="red">
                        {use.error}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>{use.model}</Table.Td>
                  <Table.Td className="tabular">
                    {counted(use.input_tokens === null ? null : use.input_tokens + (use.output_tokens ?? 0))}
                  </Table.Td>
                  <Table.Td className="tabular">{dollars(use.cost_cents)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
    </Card>
  )
}
