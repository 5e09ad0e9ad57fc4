import { Button, Stack, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { chooseWorkspace } from '~/api/workspace'
import { failed } from '~/ui/toasts'

export function NewWorkspace() {
  const { t } = useTranslation('settings')
  return (
    <Button
      variant="default"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => modals.open({ title: t('workspace.new'), children: <NewWorkspaceForm /> })}
    >
      {t('workspace.new')}
    </Button>
  )
}

function NewWorkspaceForm() {
  const { t } = useTranslation('settings')
  const [name, setName] = useState('')
  const make = query.useMutation('post', '/api/v1/workspaces', {
    onSuccess: ({ id }) => chooseWorkspace(id),
    onError: failed,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    make.mutate({ body: { name } })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('workspace.name')}
          description={t('workspace.newHint')}
          required
          data-autofocus
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={make.isPending}>
          {t('common:action.add')}
        </Button>
      </Stack>
    </form>
  )
}
