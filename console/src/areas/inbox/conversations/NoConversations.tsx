import { Button } from '@mantine/core'
import { IconInbox, IconInboxOff, IconPlugConnected } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAccounts } from '~/app/me'
import { useSandbox } from '~/app/sandbox'
import { Empty } from '~/ui/Empty'
import type { InboxSearch } from '../search'

interface NoConversationsProps {
  search: InboxSearch
  onChange: (more: Partial<InboxSearch>) => void
}

/** Why the list is empty, and what to do about it. */
export function NoConversations({ search, onChange }: NoConversationsProps) {
  const { t } = useTranslation('inbox')
  const { accounts, isSuccess } = useAccounts()
  const sandbox = useSandbox()
  if (isSuccess && accounts.length === 0) {
    return (
      <Empty icon={IconPlugConnected} title={t('empty.account')} text={t('empty.accountHint')}>
        <Button renderRoot={(props) => <Link to="/settings" {...props} />}>{t('empty.connect')}</Button>
      </Empty>
    )
  }
  if (search.q || search.label || search.account) {
    return (
      <Empty icon={IconInboxOff} title={t('empty.filtered')} text={t('empty.filteredHint')}>
        <Button
          variant="light"
          onClick={() => onChange({ q: undefined, label: undefined, account: undefined, view: 'all' })}
        >
          {t('empty.showAll')}
        </Button>
      </Empty>
    )
  }
  const isAll = search.view === 'all'
  return (
    <Empty
      icon={IconInbox}
      title={isAll ? t('empty.none') : t('empty.view')}
      text={isAll && sandbox ? t('empty.noneSandbox') : isAll ? t('empty.noneHint') : t('empty.viewHint')}
    >
      {!isAll && (
        <Button variant="light" onClick={() => onChange({ view: 'all' })}>
          {t('empty.showAll')}
        </Button>
      )}
    </Empty>
  )
}
