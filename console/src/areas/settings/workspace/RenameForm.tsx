import { Button, Card, Group, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query, type Schema } from '~/api/client'
import { chooseWorkspace } from '~/api/workspace'
import { confirmed } from '~/ui/confirm'
import { failed, told } from '~/ui/toasts'

export function RenameForm({ workspace }: { workspace: Schema<'WorkspaceRead'> }) {
  const { t } = useTranslation('settings')
  const [name, setName] = useState(workspace.name)
  const path = { workspace_id: workspace.id }
  const rename = query.useMutation('put', '/api/v1/workspaces/{workspace_id}', {
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['get', '/api/v1/workspaces'] })
      told(t('saved'))
    },
    onError: failed,
  })
  const remove = query.useMutation('delete', '/api/v1/workspaces/{workspace_id}', {
    onSuccess: () => chooseWorkspace(null),
    onError: failed,
  })
  if (workspace.role !== 'owner') return null
  return (
    <Card
      component="form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        rename.mutate({ params: { path }, body: { name } })
      }}
    >
      <Group align="flex-end">
        <TextInput
          label={t('workspace.name')}
          required
          maxLength={200}
          flex={1}
          miw={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={rename.isPending}>
          {t('common:action.save')}
        </Button>
        {!workspace.is_personal && (
          <Button
            variant="subtle"
            color="red"
            loading={remove.isPending}
            onClick={async () => {
              if (await confirmed(t('workspace.delete'), t('workspace.deleteHint', { name: workspace.name }))) {
                remove.mutate({ params: { path } })
              }
            }}
          >
            {t('workspace.delete')}
          </Button>
        )}
      </Group>
    </Card>
  )
}
