import { Avatar, Button, Card, Group, Text, TextInput, Title, UnstyledButton } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { told } from '~/ui/toasts'
import { asUsername } from '../data/media'
import { useDo, usePeople } from '../data/useSandboxData'
import { useShow } from '../stage'

const SHOWN = 24

/** The people there are, to hold the phone of, and a new one. */
export function NewPerson() {
  const { t } = useTranslation('sandbox')
  const people = usePeople() ?? []
  const perform = useDo()
  const show = useShow()
  const [name, setName] = useState('')
  const username = asUsername(name)

  async function create(event: FormEvent) {
    event.preventDefault()
    if (!username) return
    const made = await perform('POST', 'people', { username, name: name.trim() })
    if (!made) return
    setName('')
    show({ as: username, screen: 'profile', media: undefined })
    told(t('world.personMade', { person: username }))
  }

  return (
    <Card component="section" aria-labelledby="people">
      <Title order={2} size="h3" id="people">
        {t('world.people')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('world.peopleText')}
      </Text>
      <Group gap="xs" mb="md">
        {people.slice(-SHOWN).map((person) => (
          <UnstyledButton
            key={person.username}
            title={t('world.hold', { person: person.username })}
            onClick={() => show({ as: person.username, screen: 'profile', media: undefined })}
          >
            <Group
              gap={6}
              px={8}
              py={4}
              style={{ border: '1px solid var(--mantine-color-default-border)', borderRadius: 20 }}
            >
              <Avatar name={person.name} color="initials" size={24} radius="xl" aria-hidden />
              <Text size="sm">{person.username}</Text>
            </Group>
          </UnstyledButton>
        ))}
      </Group>
      <form onSubmit={create}>
        <Group align="flex-end" gap="xs">
          <TextInput
            flex={1}
            miw={180}
            label={t('world.name')}
            description={username ? `@${username}` : t('world.nameHint')}
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="light"
            disabled={!username}
            leftSection={<IconUserPlus size={16} aria-hidden />}
          >
            {t('world.create')}
          </Button>
        </Group>
      </form>
    </Card>
  )
}
