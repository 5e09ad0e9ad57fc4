import { ActionIcon, Avatar, Badge, Button, Card, Group, Menu, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDots, IconSearch } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query, type Schema } from '~/api/client'
import { useMe } from '~/app/me'
import { Fault } from '~/ui/Fault'
import { failed, told } from '~/ui/toasts'
import { When } from '~/ui/When'
import { AdminFrame } from './AdminFrame'

const PATH = '/api/v1/admin/users'
type User = Schema<'UserRead'>

export function UsersPage() {
  const { t } = useTranslation('admin')
  const { q } = useSearch({ from: '/app/admin/users' })
  const navigate = useNavigate({ from: '/admin/users' })
  const [typed, setTyped] = useState(q ?? '')
  const [email] = useDebouncedValue(typed, 250)
  const found = query.useInfiniteQuery(
    'get',
    PATH,
    { params: { query: { limit: 50, email: email || undefined } } },
    {
      pageParamName: 'cursor',
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next_cursor ?? undefined,
    },
  )
  useEffect(() => void navigate({ search: email ? { q: email } : {}, replace: true }), [email, navigate])
  const users = found.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <AdminFrame section="users">
      <Stack>
        <TextInput
          aria-label={t('users.search')}
          placeholder={t('users.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          maw={360}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {found.error && <Fault error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Skeleton h={160} radius="lg" />}
        {!found.isPending && users.length === 0 && <Text c="dimmed">{t('users.none')}</Text>}
        {users.map((user) => (
          <UserCard key={user.id} user={user} />
        ))}
        {found.hasNextPage && (
          <Button variant="subtle" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('common:action.more')}
          </Button>
        )}
      </Stack>
    </AdminFrame>
  )
}

function UserCard({ user }: { user: User }) {
  const { t } = useTranslation('admin')
  const { data: me } = useMe()
  const name = user.full_name || user.email
  return (
    <Card padding="sm">
      <Group wrap="nowrap">
        <Avatar radius="xl" name={name} color="brand" />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Group gap={6}>
            <Text fw={600} truncate>
              {name}
            </Text>
            {user.role === 'admin' && <Badge variant="light">{t('users.admin')}</Badge>}
            {!user.is_active && <Badge color="red">{t('users.inactive')}</Badge>}
            {!user.is_verified && <Badge color="yellow">{t('users.unverified')}</Badge>}
          </Group>
          <Text size="xs" c="dimmed" truncate>
            {user.email} · {user.last_login_at ? <When at={user.last_login_at} /> : t('users.never')}
          </Text>
        </div>
        {user.id !== me?.id && <UserMenu user={user} />}
      </Group>
    </Card>
  )
}

function UserMenu({ user }: { user: User }) {
  const { t } = useTranslation('admin')
  const acts = user.is_active
    ? (['deactivate', user.role === 'admin' ? 'demote' : 'promote'] as const)
    : (['activate'] as const)
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('users.actions', { name: user.email })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map((act) => (
          <UserAct key={act} user={user} act={act} />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function UserAct({ user, act }: { user: User; act: 'activate' | 'deactivate' | 'promote' | 'demote' }) {
  const { t } = useTranslation('admin')
  const change = query.useMutation('post', `${PATH}/{user_id}/${act}`, {
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['get', PATH] })
      told(t('users.done'))
    },
    onError: failed,
  })
  return (
    <Menu.Item onClick={() => change.mutate({ params: { path: { user_id: user.id } } })}>{t(`users.${act}`)}</Menu.Item>
  )
}
