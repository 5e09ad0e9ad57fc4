import { Alert, Anchor, Drawer, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { exactly } from '~/ui/When'
import { useMayManage } from '../shared/data'
import type { Member } from '../shared/types'
import { MemberActions } from './MemberActions'
import { MemberBadge } from './MemberBadge'
import { MemberEdit } from './MemberEdit'
import { MemberHistory } from './MemberHistory'
import { PersonalLink } from './PersonalLink'

/** One member: who they are, their personal link, what happened, and what can be done. */
export function MemberDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('exchange')
  const { data, error } = query.useQuery(
    'get',
    '/api/v1/exchange/members/{member_id}',
    { params: { path: { member_id: id ?? '' } } },
    { enabled: id !== undefined },
  )
  const member = data?.id === id ? data : undefined
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      title={member ? `@${member.username}` : t('board.member')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      {member ? (
        <Details key={member.id} member={member} onGone={onClose} />
      ) : error ? (
        <Fault error={error} />
      ) : (
        <Skeleton h={240} />
      )}
    </Drawer>
  )
}

function Details({ member, onGone }: { member: Member; onGone: () => void }) {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        <Group gap="xs">
          <MemberBadge status={member.status} />
          <Text size="sm" c="dimmed">
            #{member.number} · {t('members.since', { at: exactly(member.joined_at) })}
          </Text>
        </Group>
        <Anchor size="sm" href={`https://www.instagram.com/${member.username}/`} target="_blank" rel="noreferrer">
          instagram.com/{member.username}
        </Anchor>
      </Stack>
      {member.status_reason && (
        <Alert color="orange" variant="light" title={t(`member.${member.status}`)}>
          {member.status_reason}
        </Alert>
      )}
      {mayManage && (
        <>
          {member.status !== 'left' && <PersonalLink member={member} />}
          <MemberEdit member={member} />
          <MemberActions member={member} onGone={onGone} />
        </>
      )}
      <Stack gap="xs">
        <Title order={3}>{t('members.history')}</Title>
        <MemberHistory id={member.id} />
      </Stack>
    </Stack>
  )
}
