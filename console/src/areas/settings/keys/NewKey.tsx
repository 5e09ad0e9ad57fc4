import { Alert, Button, Checkbox, Code, CopyButton, Group, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { useMe } from '~/app/me'
import { failed } from '~/ui/toasts'
import { rereadKeys } from './KeysPage'

/** Makes a key; it is shown once, in the same dialog. */
export function NewKey() {
  const { t } = useTranslation('settings')
  const { data: me } = useMe()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>([])
  const make = query.useMutation('post', '/api/v1/api-keys', { onSuccess: rereadKeys, onError: failed })
  function submit(event: FormEvent) {
    event.preventDefault()
    make.mutate({ body: { name, scopes: scopes as Schema<'Permission'>[] } })
  }
  if (make.data) {
    const { key } = make.data
    return (
      <Stack>
        <Alert color="yellow">{t('keys.once')}</Alert>
        <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {key}
        </Code>
        <Group justify="flex-end">
          <CopyButton value={key}>
            {({ copied, copy }) => (
              <Button variant="light" onClick={copy}>
                {t(copied ? 'common:action.copied' : 'common:action.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={() => modals.closeAll()}>{t('common:action.close')}</Button>
        </Group>
      </Stack>
    )
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('keys.name')}
          description={t('keys.nameHint')}
          required
          maxLength={200}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group label={t('keys.may')} value={scopes} onChange={setScopes}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
            {me?.permissions.map((permission) => (
              <Checkbox key={permission} value={permission} label={permission} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Button type="submit" loading={make.isPending} disabled={scopes.length === 0}>
          {t('keys.make')}
        </Button>
      </Stack>
    </form>
  )
}
