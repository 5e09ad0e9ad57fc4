import { Alert, SimpleGrid, Skeleton } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useMay } from '~/app/me'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { AccountPicker } from '../shared/AccountPicker'
import { EntriesCard } from './EntriesCard'
import { AutomationTabs } from './Tabs'
import { useRuleAccount } from './useRuleAccount'

const ICE = '/api/v1/inbox/automation/accounts/{account_id}/ice-breakers'
const MENU = '/api/v1/inbox/automation/accounts/{account_id}/persistent-menu'

/** What people can tap instead of writing: questions before the first message, and a menu beside each. */
export function MenuPage() {
  const { t } = useTranslation('inbox')
  const search = useSearch({ from: '/app/automation/menu' })
  const navigate = useNavigate({ from: '/automation/menu' })
  const may = useMay('manage-automation')
  const { account, hasNone } = useRuleAccount(search.account)
  return (
    <Page
      title={t('menu.title')}
      lead={t('menu.lead')}
      actions={<AccountPicker value={account} onChange={(chosen) => void navigate({ search: { account: chosen } })} />}
    >
      <AutomationTabs current="menu" account={search.account} />
      {hasNone && <Empty icon={IconPlugConnected} title={t('empty.account')} text={t('rule.needsAccount')} />}
      {!may && <Alert color="gray">{t('menu.mayNot')}</Alert>}
      {may && account && (
        <SimpleGrid cols={{ base: 1, lg: 2 }} key={account}>
          <IceBreakers account={account} />
          <Menu account={account} />
        </SimpleGrid>
      )}
    </Page>
  )
}

function IceBreakers({ account }: { account: string }) {
  const { t } = useTranslation('inbox')
  const params = { path: { account_id: account } }
  const found = query.useQuery('get', ICE, { params })
  const put = query.useMutation('put', ICE)
  const clear = query.useMutation('delete', ICE)
  if (found.isPending) return <Skeleton h={260} radius="lg" />
  if (found.isError) return <Fault error={found.error} onRetry={() => void found.refetch()} />
  return (
    <EntriesCard
      title={t('menu.ice')}
      hint={t('menu.iceHint')}
      most={4}
      letters={80}
      entries={found.data.questions.map(({ question, payload }) => ({ title: question, payload, url: '' }))}
      onSave={async (entries) => {
        if (entries.length === 0) await clear.mutateAsync({ params })
        else
          await put.mutateAsync({
            params,
            body: { questions: entries.map(({ title, payload }) => ({ question: title, payload })) },
          })
        await found.refetch()
      }}
    />
  )
}

function Menu({ account }: { account: string }) {
  const { t } = useTranslation('inbox')
  const params = { path: { account_id: account } }
  const found = query.useQuery('get', MENU, { params })
  const put = query.useMutation('put', MENU)
  const clear = query.useMutation('delete', MENU)
  if (found.isPending) return <Skeleton h={260} radius="lg" />
  if (found.isError) return <Fault error={found.error} onRetry={() => void found.refetch()} />
  return (
    <EntriesCard
      title={t('menu.menu')}
      hint={t('menu.menuHint')}
      most={5}
      letters={30}
      withAddress
      entries={found.data.items.map(({ title, payload, url }) => ({ title, payload: payload ?? '', url: url ?? '' }))}
      onSave={async (entries) => {
        const items = entries.map(({ title, payload, url }) => (url ? { title, url } : { title, payload }))
        if (items.length === 0) await clear.mutateAsync({ params })
        else await put.mutateAsync({ params, body: { items } })
        await found.refetch()
      }}
    />
  )
}
