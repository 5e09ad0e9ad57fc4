import { Button, SimpleGrid, Skeleton } from '@mantine/core'
import { IconBrandInstagram, IconPlus } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccounts } from '~/app/me'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { told } from '~/ui/toasts'
import { SettingsFrame } from '../SettingsFrame'
import { AccountCard } from './AccountCard'
import { useConnect } from './useConnect'

export function AccountsPage() {
  const { t } = useTranslation('settings')
  const { connected } = useSearch({ from: '/app/settings/accounts' })
  const navigate = useNavigate()
  const { accounts, error, isPending, refetch } = useAccounts()
  const connect = useConnect()
  const known = accounts.filter(({ status }) => status !== 'disconnected')

  useEffect(() => {
    if (!connected) return
    told(t('accounts.connectedNow', { name: connected }))
    void navigate({ to: '/settings/accounts', search: {}, replace: true })
  }, [connected, navigate, t])

  const button = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      loading={connect.isPending}
      onClick={() => connect.mutate({})}
    >
      {t('accounts.connect')}
    </Button>
  )
  return (
    <SettingsFrame section="accounts" actions={known.length > 0 && button}>
      {error && <Fault error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton h={180} radius="lg" />}
      {!isPending && !error && known.length === 0 && (
        <Empty icon={IconBrandInstagram} title={t('accounts.none')} text={t('accounts.noneHint')}>
          {button}
        </Empty>
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        {known.map((account) => (
          <AccountCard key={account.id} account={account} onReconnect={() => connect.mutate({})} />
        ))}
      </SimpleGrid>
    </SettingsFrame>
  )
}
