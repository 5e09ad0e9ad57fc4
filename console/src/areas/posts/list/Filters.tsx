import { Group, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useAccounts } from '~/app/me'
import { type PostsSearch, STATUSES } from './search'

/** Narrows the list; each choice stands in the address. */
export function Filters({ search }: { search: PostsSearch }) {
  const { t } = useTranslation('posts')
  const navigate = useNavigate()
  const { accounts } = useAccounts()
  const { data: campaigns } = query.useQuery('get', '/api/v1/campaigns', { params: { query: { limit: 100 } } })
  const choose = (chosen: PostsSearch) =>
    void navigate({ to: '/posts', search: { ...search, ...chosen }, replace: true })
  const type = useDebouncedCallback((q: string) => choose({ q: q.trim() || undefined }), 250)
  return (
    <Group gap="xs">
      <TextInput
        aria-label={t('filter.text')}
        placeholder={t('filter.text')}
        leftSection={<IconSearch size={16} aria-hidden />}
        defaultValue={search.q ?? ''}
        onChange={(event) => type(event.currentTarget.value)}
        style={{ flex: '1 1 220px' }}
      />
      <Select
        aria-label={t('filter.status')}
        placeholder={t('filter.anyStatus')}
        data={STATUSES.map((value) => ({ value, label: t(`common:status.${value}`) }))}
        value={search.status ?? null}
        onChange={(value) => choose({ status: STATUSES.find((one) => one === value) })}
        clearable
        w={170}
      />
      {accounts.length > 1 && (
        <Select
          aria-label={t('common:account.choose')}
          placeholder={t('common:account.all')}
          data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
          value={search.account ?? null}
          onChange={(account) => choose({ account: account ?? undefined })}
          clearable
          searchable
          w={190}
        />
      )}
      {(campaigns?.campaigns.length ?? 0) > 0 && (
        <Select
          aria-label={t('filter.campaign')}
          placeholder={t('filter.anyCampaign')}
          data={campaigns?.campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          value={search.campaign ?? null}
          onChange={(campaign) => choose({ campaign: campaign ?? undefined })}
          clearable
          searchable
          w={190}
        />
      )}
    </Group>
  )
}
