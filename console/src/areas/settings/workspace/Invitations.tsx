import { ActionIcon, Button, Card, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { failed, told } from '~/ui/toasts'
import { When } from '~/ui/When'

const PATH = '/api/v1/workspaces/{workspace_id}/invitations'

export function Invitations({ workspaceId }: { workspaceId: string }) {
  const { t } = useTranslation('settings')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Schema<'WorkspaceRole'>>('member')
  const path = { workspace_id: workspaceId }
  const found = query.useQuery('get', PATH, { params: { path } })
  const invite = query.useMutation('post', PATH, {
    onSuccess: () => {
      void found.refetch()
      told(t('workspace.invited', { email }))
      setEmail('')
    },
    onError: failed,
  })
  const withdraw = query.useMutation('delete', `${PATH}/{invitation_id}`, {
    onSuccess: () => void found.refetch(),
    onError: failed,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate({ params: { path }, body: { email, role } })
  }
  return (
    <Card>
      <Title order={2} size="h3" mb="sm">
        {t('workspace.invite')}
      </Title>
      <form onSubmit={submit}>
        <Group align="flex-end">
          <TextInput
            label={t('profile.email')}
            type="email"
            required
            flex={1}
            miw={200}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Select
            label={t('workspace.as')}
            w={120}
            allowDeselect={false}
            data={(['member', 'owner'] as const).map((value) => ({ value, label: t(`workspace.role.${value}`) }))}
            value={role}
            onChange={(chosen) => chosen && setRole(chosen as Schema<'WorkspaceRole'>)}
          />
          <Button type="submit" variant="light" loading={invite.isPending}>
            {t('workspace.send')}
          </Button>
        </Group>
      </form>
      <Stack gap="xs" mt="md">
        {found.data?.items.map((invitation) => (
          <Group key={invitation.id} justify="space-between" wrap="nowrap">
            <div style={{ minWidth: 0 }}>
              <Text size="sm" truncate>
                {invitation.email}
              </Text>
              <Text size="xs" c="dimmed">
                {t('keys.ends')} <When at={invitation.expires_at} />
              </Text>
            </div>
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={t('workspace.withdraw', { email: invitation.email })}
              onClick={() => withdraw.mutate({ params: { path: { ...path, invitation_id: invitation.id } } })}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
    </Card>
  )
}
