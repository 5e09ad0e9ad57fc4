import { Alert, Avatar, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query, type Schema } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { compact } from '~/ui/numbers'
import { failed, told } from '~/ui/toasts'
import { LimitsForm } from './LimitsForm'
import { QuotaBars } from './QuotaBars'

type Account = Schema<'AccountRead'>

function reread(): void {
  void cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/accounts') })
}

export function AccountCard({ account, onReconnect }: { account: Account; onReconnect: () => void }) {
  const { t } = useTranslation('settings')
  return (
    <Card>
      <Stack gap="md">
        <Group wrap="nowrap" align="flex-start">
          <Avatar
            src={account.profile_picture_url}
            size={56}
            radius="xl"
            name={account.username}
            color="brand"
            alt=""
          />
          <div style={{ minWidth: 0, flex: 1 }}>
            <Group gap="xs">
              <Title order={2} size="h3" style={{ overflowWrap: 'anywhere' }}>
                @{account.username}
              </Title>
              <HealthBadge account={account} />
            </Group>
            <Text size="sm" c="dimmed">
              {t('accounts.counts', {
                followers: compact(account.followers_count),
                posts: compact(account.media_count),
              })}
            </Text>
            <TokenLine account={account} />
          </div>
        </Group>
        {account.status === 'needs_reauth' && (
          <Alert color="orange" title={t('accounts.reauth')}>
            {account.status_reason}
            <Button size="xs" mt="xs" onClick={onReconnect}>
              {t('accounts.reconnect')}
            </Button>
          </Alert>
        )}
        {account.missing_scopes.length > 0 && (
          <Alert color="yellow" title={t('accounts.missing')}>
            {account.missing_scopes.map((scope) => t(`accounts.scope.${scope}`, { defaultValue: scope })).join(' · ')}
          </Alert>
        )}
        {account.throttle_reason && <Alert color="orange">{account.throttle_reason}</Alert>}
        <QuotaBars accountId={account.id} />
        <LimitsForm account={account} onSaved={reread} />
        <AccountActions account={account} />
      </Stack>
    </Card>
  )
}

function HealthBadge({ account }: { account: Account }) {
  const { t } = useTranslation('settings')
  if (account.status !== 'connected') return <Badge color="orange">{t(`accounts.status.${account.status}`)}</Badge>
  if (account.paused) return <Badge color="gray">{t('accounts.paused')}</Badge>
  return (
    <Badge color="teal" variant="light">
      {t('accounts.status.connected')}
    </Badge>
  )
}

function TokenLine({ account }: { account: Account }) {
  const { t } = useTranslation('settings')
  const days = account.token.days_left
  if (days === null || account.status !== 'connected') return null
  return (
    <Text size="sm" c={days < 10 ? 'orange' : 'dimmed'}>
      {t('accounts.token', { count: days })}
    </Text>
  )
}

function AccountActions({ account }: { account: Account }) {
  const { t } = useTranslation('settings')
  const params = { params: { path: { account_id: account.id } } }
  const then = { onSuccess: reread, onError: failed }
  const pause = query.useMutation('post', '/api/v1/accounts/{account_id}/pause', then)
  const resume = query.useMutation('post', '/api/v1/accounts/{account_id}/resume', then)
  const disconnect = query.useMutation('delete', '/api/v1/accounts/{account_id}', {
    onSuccess: () => {
      reread()
      told(t('accounts.disconnected', { name: account.username }))
    },
    onError: failed,
  })

  return (
    <Group justify="flex-end" gap="xs">
      {account.paused ? (
        <Button
          variant="light"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={resume.isPending}
          onClick={() => resume.mutate(params)}
        >
          {t('accounts.resume')}
        </Button>
      ) : (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={pause.isPending}
          onClick={() => pause.mutate(params)}
        >
          {t('accounts.pause')}
        </Button>
      )}
      <Button
        variant="subtle"
        color="red"
        leftSection={<IconPlugConnectedX size={16} aria-hidden />}
        loading={disconnect.isPending}
        onClick={async () => {
          if (await confirmed(t('accounts.disconnect'), t('accounts.disconnectHint', { name: account.username }))) {
            disconnect.mutate(params)
          }
        }}
      >
        {t('accounts.disconnect')}
      </Button>
    </Group>
  )
}
