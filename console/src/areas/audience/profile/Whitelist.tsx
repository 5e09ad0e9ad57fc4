import { ActionIcon, Button, Card, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconShieldCheck, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { useMay } from '~/app/me'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { useWhitelist } from '../data/hooks'
import { endExemption, exempt, noteDown } from '../data/whitelisting'

/** Who need not follow back, each with a note. */
export function Whitelist({ profileId }: { profileId: string }) {
  const { t } = useTranslation('audience')
  const mayManage = useMay('manage-audience')
  const { people, error, hasNextPage, fetchNextPage } = useWhitelist(profileId)
  if (error) return <Fault error={error} />
  if (!people) return <Skeleton h={200} radius="lg" />
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('whitelist.text')}
      </Text>
      {mayManage && <AddLine profileId={profileId} />}
      {people.length === 0 && (
        <Empty icon={IconShieldCheck} title={t('whitelist.none')} text={t('whitelist.noneText')} />
      )}
      {people.map((person) => (
        <Line key={person.username} profileId={profileId} person={person} mayManage={mayManage} />
      ))}
      {hasNextPage && (
        <Button variant="default" onClick={() => void fetchNextPage()}>
          {t('common:action.more')}
        </Button>
      )}
    </Stack>
  )
}

function AddLine({ profileId }: { profileId: string }) {
  const { t } = useTranslation('audience')
  const [username, setUsername] = useState('')
  const [note, setNote] = useState('')

  async function add(event: FormEvent) {
    event.preventDefault()
    const done = await exempt(profileId, username.trim().replace(/^@/, '').toLowerCase(), note.trim() || null)
    if (!done) return
    setUsername('')
    setNote('')
  }

  return (
    <Card component="form" onSubmit={add} p="md">
      <Group align="flex-end" gap="xs">
        <TextInput
          flex={1}
          miw={160}
          label={t('whitelist.username')}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <TextInput
          flex={2}
          miw={180}
          label={t('whitelist.note')}
          placeholder={t('whitelist.noteHint')}
          value={note}
          maxLength={200}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="light"
          disabled={!username.trim()}
          leftSection={<IconPlus size={16} aria-hidden />}
        >
          {t('common:action.add')}
        </Button>
      </Group>
    </Card>
  )
}

interface LineProps {
  profileId: string
  person: Schema<'ExemptRead'>
  mayManage: boolean
}

function Line({ profileId, person: { username, note }, mayManage }: LineProps) {
  const { t } = useTranslation('audience')
  const [text, setText] = useState(note ?? '')
  return (
    <Card p="sm">
      <Group gap="sm">
        <Text fw={600} flex={1} miw={140} truncate>
          @{username}
        </Text>
        {mayManage ? (
          <>
            <TextInput
              flex={2}
              miw={140}
              size="xs"
              aria-label={t('whitelist.noteOf', { username })}
              placeholder={t('whitelist.noteHint')}
              value={text}
              maxLength={200}
              onChange={(event) => setText(event.currentTarget.value)}
              onBlur={() => text.trim() !== (note ?? '') && void noteDown(profileId, username, text.trim(), note)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('whitelist.remove', { username })}
              onClick={() => void endExemption(profileId, username, note)}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </>
        ) : (
          <Text size="sm" c="dimmed" flex={2}>
            {note}
          </Text>
        )}
      </Group>
    </Card>
  )
}
