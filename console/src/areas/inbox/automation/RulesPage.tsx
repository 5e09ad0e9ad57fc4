import { Button, Skeleton, Stack } from '@mantine/core'
import { IconPlugConnected, IconPlus, IconRobot } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useMay } from '~/app/me'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { AccountPicker } from '../shared/AccountPicker'
import { RuleList } from './RuleList'
import { AutomationTabs } from './Tabs'
import { chooseTemplate } from './TemplateChoice'
import { TestBench } from './TestBench'
import { useRuleAccount } from './useRuleAccount'

/** The rules that answer by themselves, in the order in which they are asked. */
export function RulesPage() {
  const { t } = useTranslation('inbox')
  const search = useSearch({ from: '/app/automation' })
  const navigate = useNavigate({ from: '/automation' })
  const may = useMay('manage-automation')
  const { account, hasNone } = useRuleAccount(search.account)
  const found = query.useQuery(
    'get',
    '/api/v1/inbox/automation/rules',
    { params: { query: { account_id: account ?? '' } } },
    { enabled: account !== undefined },
  )
  const begin = () => {
    if (account)
      chooseTemplate(
        (template) =>
          void navigate({ to: '/automation/$ruleId', params: { ruleId: 'new' }, search: { account, template } }),
      )
  }
  const rules = found.data?.items
  const newRule = may && account && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={begin}>
      {t('rule.new')}
    </Button>
  )
  return (
    <Page
      title={t('rule.title')}
      lead={t('rule.lead')}
      actions={
        <>
          <AccountPicker value={account} onChange={(chosen) => void navigate({ search: { account: chosen } })} />
          {rules && rules.length > 0 && newRule}
        </>
      }
    >
      <AutomationTabs current="rules" account={search.account} />
      {hasNone && (
        <Empty icon={IconPlugConnected} title={t('empty.account')} text={t('rule.needsAccount')}>
          <Button renderRoot={(props) => <Link to="/settings" {...props} />}>{t('empty.connect')}</Button>
        </Empty>
      )}
      {account && found.isPending && (
        <Stack gap="sm" aria-busy>
          <Skeleton h={96} radius="lg" />
          <Skeleton h={96} radius="lg" />
          <Skeleton h={96} radius="lg" />
        </Stack>
      )}
      {found.isError && <Fault error={found.error} onRetry={() => void found.refetch()} />}
      {rules?.length === 0 && (
        <Empty icon={IconRobot} title={t('rule.none')} text={t('rule.noneHint')}>
          {newRule}
        </Empty>
      )}
      {account && rules && rules.length > 0 && (
        <Stack gap="lg">
          <TestBench account={account} />
          <RuleList account={account} rules={rules} mayChange={may} />
        </Stack>
      )}
    </Page>
  )
}
