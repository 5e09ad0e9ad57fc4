import { Badge, Button, Card, Group, SegmentedControl, Table, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch, IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { exactly } from '~/ui/When'
import { PAGED, useMayManage } from '../shared/data'
import { Listed } from '../shared/Listed'
import { Section } from '../shared/Section'
import type { Member, MemberStatus } from '../shared/types'
import { AddMembers } from './AddMembers'
import { MemberBadge } from './MemberBadge'
import { MemberDrawer } from './MemberDrawer'

const STATES = ['all', 'active', 'suspended', 'left'] as const

/** Who takes part: to find, to add, and each with their link and history. */
export function MembersPage() {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const navigate = useNavigate({ from: '/community/members' })
  const { search, status, member } = useSearch({ from: '/app/community/members' })
  const [typed, setTyped] = useState(search ?? '')
  const [adding, setAdding] = useState(false)
  const go = (change: { search?: string; status?: MemberStatus; member?: string }) =>
    void navigate({
      search: (now) => ({ ...now, ...change }),
      replace: true,
      resetScroll: false,
    })
  const look = useDebouncedCallback((value: string) => go({ search: value || undefined }), 250)
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/exchange/members',
    { params: { query: { search: search ?? '', status, limit: 50 } } },
    PAGED,
  )
  const add = (
    <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t('members.add')}
    </Button>
  )
  const filtered = search !== undefined || status !== undefined
  return (
    <Section title={t('members.title')} lead={t('members.lead')} actions={mayManage && add}>
      <Group>
        <TextInput
          aria-label={t('members.search')}
          placeholder={t('members.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          flex="1 1 200px"
          maw={320}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            look(event.currentTarget.value.trim())
          }}
        />
        <SegmentedControl
          aria-label={t('members.status')}
          value={status ?? 'all'}
          data={STATES.map((value) => ({ value, label: t(`member.${value}`) }))}
          onChange={(value) => go({ status: value === 'all' ? undefined : (value as MemberStatus) })}
        />
      </Group>
      <Listed
        found={found}
        empty={
          <Empty
            icon={IconUsers}
            title={filtered ? t('members.nobody') : t('members.none')}
            text={filtered ? t('members.nobodyText') : t('members.noneText')}
          >
            {!filtered && mayManage && add}
          </Empty>
        }
      >
        {(members) => <MemberTable members={members} onOpen={(id) => go({ member: id })} />}
      </Listed>
      <AddMembers opened={adding} onClose={() => setAdding(false)} />
      <MemberDrawer id={member} onClose={() => go({ member: undefined })} />
    </Section>
  )
}

function MemberTable({ members, onOpen }: { members: Member[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation('exchange')
  return (
    <Card padding={0}>
      <Table highlightOnHover layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={{ base: '62%', sm: '34%' }}>{t('board.member')}</Table.Th>
            <Table.Th>{t('members.status')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('members.joined')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('members.link')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((member) => (
            <Table.Tr key={member.id}>
              <Table.Td>
                <UnstyledButton onClick={() => onOpen(member.id)} w="100%">
                  <Text size="sm" fw={600} truncate>
                    @{member.username}
                  </Text>
                  <Text size="xs" c="dimmed" truncate>
                    {member.display_name ?? member.email ?? `#${member.number}`}
                  </Text>
                </UnstyledButton>
              </Table.Td>
              <Table.Td>
                <MemberBadge status={member.status} />
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <Text size="sm" c="dimmed">
                  {exactly(member.joined_at)}
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <Badge variant="default">{member.has_link ? t('members.hasLink') : t('members.noLink')}</Badge>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  )
}
