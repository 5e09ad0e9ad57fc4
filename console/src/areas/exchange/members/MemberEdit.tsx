import { Button, Collapse, Group, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { acted } from '../shared/data'
import type { Member } from '../shared/types'

/** Names and address of a member. */
export function MemberEdit({ member }: { member: Member }) {
  const { t } = useTranslation('exchange')
  const [opened, { toggle, close }] = useDisclosure(false)
  const form = useForm({
    initialValues: {
      username: member.username,
      display_name: member.display_name ?? '',
      email: member.email ?? '',
    },
  })
  const submit = form.onSubmit(async ({ username, display_name, email }) => {
    const body = {
      display_name: display_name || null,
      email: email || null,
      // Sent only when it changes: it makes Autogram learn the account's number anew.
      ...(username === member.username ? {} : { username }),
    }
    const params = { path: { member_id: member.id } }
    if (await acted(api.PATCH('/api/v1/exchange/members/{member_id}', { params, body }), t('members.changed'))) close()
  })
  return (
    <Stack gap="xs">
      <Button
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
        onClick={toggle}
        aria-expanded={opened}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('members.edit')}
      </Button>
      <Collapse expanded={opened}>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <TextInput
              label={t('members.username')}
              description={t('members.usernameHint')}
              leftSection="@"
              required
              {...form.getInputProps('username')}
            />
            <TextInput label={t('members.displayName')} {...form.getInputProps('display_name')} />
            <TextInput label={t('members.email')} type="email" {...form.getInputProps('email')} />
            <Group justify="flex-end">
              <Button type="submit" disabled={!form.isDirty()}>
                {t('common:action.save')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Collapse>
    </Stack>
  )
}
