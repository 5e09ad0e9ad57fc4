import { Badge, Button, Group, Paper, Select, Skeleton, Stack, Text } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import type { LogSearch } from '../search'
import { AccountPicker } from '../shared/AccountPicker'
import { flat, PAGES } from '../shared/pages'
import { Sentinel } from '../shared/Sentinel'
import { DecisionCard } from './DecisionCard'
import { AutomationTabs } from './Tabs'
import { useRuleAccount } from './useRuleAccount'

const OUTCOMES = ['acted', 'suggested', 'waiting', 'skipped', 'failed'] as const

/** What rules did, or why they did nothing, newest first. */
export function LogPage() {
  const { t } = useTranslation('inbox')
  const search = useSearch({ from: '/app/automation/log' })
  const navigate = useNavigate({ from: '/automation/log' })
  const change = (more: LogSearch) => void navigate({ search: (now) => ({ ...now, ...more }) })
  const { account } = useRuleAccount(search.account)
  const rules = query.useQuery(
    'get',
    '/api/v1/inbox/automation/rules',
    { params: { query: { account_id: account ?? '' } } },
    { enabled: account !== undefined },
  ).data?.items
  const outcome = OUTCOMES.find((one) => one === search.outcome)
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/inbox/automation/decisions',
    { params: { query: { limit: 30, account_id: search.account, rule_id: search.rule, outcome } } },
    PAGES,
  )
  const decisions = flat(found.data)
  return (
    <Page
      title={t('log.title')}
      lead={t('log.lead')}
      actions={
        <AccountPicker
          value={search.account}
          onChange={(chosen) => change({ account: chosen, rule: undefined })}
          withAll
        />
      }
    >
      <AutomationTabs current="log" account={search.account} />
      <Group gap="sm">
        <Select
          aria-label={t('log.rule')}
          placeholder={t('log.allRules')}
          data={rules?.map((rule) => ({ value: rule.id, label: rule.name })) ?? []}
          value={search.rule ?? null}
          onChange={(rule) => change({ rule: rule ?? undefined })}
          clearable
        />
        <Select
          aria-label={t('log.outcome')}
          placeholder={t('log.allOutcomes')}
          data={OUTCOMES.map((one) => ({ value: one, label: t(`rule.outcome.${one}`) }))}
          value={outcome ?? null}
          onChange={(one) => change({ outcome: one ?? undefined })}
          clearable
        />
      </Group>
      {found.isPending && <Skeleton h={200} radius="lg" />}
      {found.isError && <Fault error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && decisions.length === 0 && (
        <Empty icon={IconListDetails} title={t('log.none')} text={t('log.noneHint')}>
          <Button variant="light" renderRoot={(props) => <Link to="/automation" {...props} />}>
            {t('rule.all')}
          </Button>
        </Empty>
      )}
      {decisions.length > 0 && (
        <Paper withBorder>
          <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {decisions.map((decision) => (
              <DecisionCard
                key={decision.id}
                decision={decision}
                rule={rules?.find((rule) => rule.id === decision.rule_id)?.name}
              />
            ))}
          </Stack>
        </Paper>
      )}
      {found.hasNextPage && <Sentinel busy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />}
    </Page>
  )
}

export const OUTCOME_COLOURS = { acted: 'teal', suggested: 'grape', waiting: 'yellow', skipped: 'gray', failed: 'red' }

export function OutcomeBadge({ outcome }: { outcome: keyof typeof OUTCOME_COLOURS }) {
  const { t } = useTranslation('inbox')
  return (
    <Badge variant="light" color={OUTCOME_COLOURS[outcome]}>
      <Text span inherit>
        {t(`rule.outcome.${outcome}`)}
      </Text>
    </Badge>
  )
}
