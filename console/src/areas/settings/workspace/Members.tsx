import { ActionIcon, Avatar, Badge, Button, Card, Group, Select, Stack, Text, Title } from '@mantine/core'
import { IconUserMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { chooseWorkspace } from '~/api/workspace'
import { confirmed } from '~/ui/confirm'
import { Fault } from '~/ui/Fault'
import { failed } from '~/ui/toasts'

const PATH = '/api/v1/workspaces/{workspace_id}/members'

interface MembersProps {
  workspaceId: string
  isOwner: boolean
  myId: string
}

export function Members({ workspaceId, isOwner, myId }: MembersProps) {
  const { t } = useTranslation('settings')
  const found = query.useQuery('get', PATH, { params: { path: { workspace_id: workspaceId } } })
  const then = { onSuccess: () => void found.refetch(), onError: failed }
  const change = query.useMutation('put', `${PATH}/{user_id}`, then)
  const remove = query.useMutation('delete', `${PATH}/{user_id}`, then)
  const leave = query.useMutation('post', '/api/v1/workspaces/{workspace_id}/leave', {
    onSuccess: () => chooseWorkspace(null),
    onError: failed,
  })
  const members = found.data ?? []
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3">
          {t('workspace.members')}
        </Title>
        {members.length > 1 && (
          <Button
            variant="subtle"
            color="red"
            size="xs"
            onClick={() => leave.mutate({ params: { path: { workspace_id: workspaceId } } })}
          >
            {t('workspace.leave')}
          </Button>
        )}
      </Group>
      {found.error && <Fault error={found.error} />}
      <Stack gap="sm">
        {members.map((member) => {
          const path = { workspace_id: workspaceId, user_id: member.user_id }
          const name = member.full_name || member.email
          const isMe = member.user_id === myId
          return (
            <Group key={member.user_id} wrap="nowrap" gap="sm">
              <Avatar size={34} radius="xl" name={name} color="brand" />
              <div style={{ minWidth: 0, flex: 1 }}>
                <Text size="sm" fw={600} truncate>
                  {name} {isMe && <Badge size="xs">{t('workspace.you')}</Badge>}
                </Text>
                <Text size="xs" c="dimmed" truncate>
                  {member.email}
                </Text>
              </div>
              {isOwner && !isMe ? (
                <Select
                  w={120}
                  size="xs"
                  aria-label={t('workspace.roleOf', { name })}
                  allowDeselect={false}
                  data={(['owner', 'member'] as const).map((value) => ({ value, label: t(`workspace.role.${value}`) }))}
                  value={member.role}
                  onChange={(role) =>
                    role && change.mutate({ params: { path }, body: { role: role as Schema<'WorkspaceRole'> } })
                  }
                />
              ) : (
                <Badge variant="default">{t(`workspace.role.${member.role}`)}</Badge>
              )}
              {isOwner && !isMe && (
                <ActionIcon
                  variant="subtle"
                  color="red"
                  aria-label={t('workspace.remove', { name })}
                  onClick={async () => {
                    if (await confirmed(t('workspace.remove', { name }), t('workspace.removeHint'))) {
                      remove.mutate({ params: { path } })
                    }
                  }}
                >
                  <IconUserMinus size={18} aria-hidden />
                </ActionIcon>
              )}
            </Group>
          )
        })}
      </Stack>
    </Card>
  )
}
