import { Button, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { refresh } from '../data/hooks'
import type { Profile } from '../data/types'

/** A profile by its name, to be filled later. */
export function NameForm({ onMade }: { onMade: (profile: Profile) => void }) {
  const { t } = useTranslation('audience')
  const [username, setUsername] = useState('')
  const [error, setError] = useState<unknown>(null)

  async function create(event: FormEvent) {
    event.preventDefault()
    setError(null)
    try {
      const { data } = await api.POST('/api/v1/audience/profiles', {
        body: { username: username.trim().replace(/^@/, '') },
      })
      await refresh()
      if (data) onMade(data)
    } catch (problem) {
      setError(problem)
    }
  }

  return (
    <form onSubmit={create}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('add.nameText')}
        </Text>
        <TextInput
          label={t('add.username')}
          leftSection="@"
          required
          maxLength={31}
          autoComplete="off"
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        {error !== null && <Fault error={error} />}
        <Button type="submit" disabled={!username.trim()}>
          {t('add.create')}
        </Button>
      </Stack>
    </form>
  )
}
