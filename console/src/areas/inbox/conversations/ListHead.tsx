import { ActionIcon, CloseButton, Group, Menu, Select, Stack, TextInput, Title } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconBolt, IconDots, IconSearch, IconWebhook } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import type { InboxSearch } from '../search'
import { AccountPicker } from '../shared/AccountPicker'
import { ViewPicker } from './ViewPicker'

interface ListHeadProps {
  search: InboxSearch
  onChange: (more: Partial<InboxSearch>) => void
}

/** Above the list: which conversations it shows. */
export function ListHead({ search, onChange }: ListHeadProps) {
  const { t } = useTranslation('inbox')
  const labels = query.useQuery('get', '/api/v1/inbox/labels', {}).data ?? []
  return (
    <Stack gap="xs" p="sm" pb="xs" style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={1} size="h3">
          {t('title')}
        </Title>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t('list.more')}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconBolt size={16} aria-hidden />}
              renderRoot={(props) => <Link to="/inbox/replies" {...props} />}
            >
              {t('replies.title')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconWebhook size={16} aria-hidden />}
              renderRoot={(props) => <Link to="/inbox/events" {...props} />}
            >
              {t('events.title')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      <SearchField value={search.q} onChange={(q) => onChange({ q })} label={t('list.search')} />
      <ViewPicker view={search.view ?? 'open'} account={search.account} onChange={(view) => onChange({ view })} />
      <Group gap="xs" grow preventGrowOverflow={false} wrap="nowrap">
        <AccountPicker
          value={search.account}
          onChange={(account) => onChange({ account })}
          withAll
          size="xs"
          maw={undefined}
        />
        {labels.length > 0 && (
          <Select
            size="xs"
            aria-label={t('label.one')}
            placeholder={t('label.all')}
            data={labels.map((label) => ({ value: label.id, label: label.name }))}
            value={search.label ?? null}
            onChange={(label) => onChange({ label: label ?? undefined })}
            clearable
          />
        )}
      </Group>
    </Stack>
  )
}

interface SearchFieldProps {
  value: string | undefined
  onChange: (q: string | undefined) => void
  label: string
}

/** Words to look for. The address, and with it the list, follows when the typing rests. */
export function SearchField({ value, onChange, label }: SearchFieldProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(value ?? '')
  const tell = useDebouncedCallback((q: string) => onChange(q.trim() || undefined), 250)
  // The address may change by itself: back, or a view that looks for nothing.
  useEffect(() => setTyped((now) => (now.trim() === (value ?? '') ? now : (value ?? ''))), [value])
  const type = (q: string) => {
    setTyped(q)
    tell(q)
  }
  return (
    <TextInput
      size="sm"
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed && <CloseButton size="sm" aria-label={t('action.clear')} onClick={() => type('')} />}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  )
}
