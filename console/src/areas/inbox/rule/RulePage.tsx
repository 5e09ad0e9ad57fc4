import { Skeleton, Stack } from '@mantine/core'
import { useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { useRuleAccount } from '../automation/useRuleAccount'
import { contentOf, EMPTY_RULE } from './content'
import { RuleEditor } from './RuleEditor'

/** A rule: what sets it off, when it holds, what it does; beside it, what would happen to a sentence. */
export function RulePage() {
  const { ruleId } = useParams({ from: '/app/automation/$ruleId' })
  return ruleId === 'new' ? <NewRule /> : <OldRule key={ruleId} ruleId={ruleId} />
}

function NewRule() {
  const { t } = useTranslation('inbox')
  const { account: chosen, template } = useSearch({ from: '/app/automation/$ruleId' })
  const { account } = useRuleAccount(chosen)
  const templates = query.useQuery(
    'get',
    '/api/v1/inbox/automation/templates',
    {},
    { enabled: template !== undefined, staleTime: Number.POSITIVE_INFINITY },
  )
  if (!account || (template && templates.isPending)) return <Loading title={t('rule.new')} />
  const found = templates.data?.items.find((one) => one.key === template)?.rule
  return <RuleEditor account={account} content={found ?? EMPTY_RULE} saved={undefined} />
}

function OldRule({ ruleId }: { ruleId: string }) {
  const { t } = useTranslation('inbox')
  const found = query.useQuery('get', '/api/v1/inbox/automation/rules/{rule_id}', {
    params: { path: { rule_id: ruleId } },
  })
  if (found.isPending) return <Loading title={t('rule.title')} />
  if (found.isError) {
    return (
      <Page title={t('rule.title')}>
        <Fault error={found.error} onRetry={() => void found.refetch()} />
      </Page>
    )
  }
  return <RuleEditor account={found.data.account_id} content={contentOf(found.data)} saved={found.data} />
}

function Loading({ title }: { title: string }) {
  return (
    <Page title={title}>
      <Stack gap="md" aria-busy>
        <Skeleton h={140} radius="lg" />
        <Skeleton h={180} radius="lg" />
      </Stack>
    </Page>
  )
}
