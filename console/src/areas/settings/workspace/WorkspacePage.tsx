import { Skeleton, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useMe } from '~/app/me'
import { SettingsFrame } from '../SettingsFrame'
import { Invitations } from './Invitations'
import { Members } from './Members'
import { NewWorkspace } from './NewWorkspace'
import { RenameForm } from './RenameForm'

export function WorkspacePage() {
  useTranslation('settings')
  const { data: me } = useMe()
  const { data: workspaces } = query.useQuery('get', '/api/v1/workspaces')
  const here = workspaces?.find(({ id }) => id === me?.workspace_id)
  const isOwner = here?.role === 'owner'
  return (
    <SettingsFrame section="workspace" actions={<NewWorkspace />}>
      {here && me ? (
        <Stack maw={720}>
          <RenameForm key={here.id} workspace={here} />
          <Members workspaceId={here.id} isOwner={isOwner} myId={me.id} />
          {isOwner && <Invitations workspaceId={here.id} />}
        </Stack>
      ) : (
        <Skeleton h={240} radius="lg" />
      )}
    </SettingsFrame>
  )
}
