import { Button, Card, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { api } from '~/api/client'
import { ActButton } from '../shared/ActButton'
import { acted } from '../shared/data'
import type { Community } from '../shared/types'

/** The end of the community; its name has to be typed. */
export function DangerCard({ community }: { community: Community }) {
  const { t } = useTranslation('exchange')
  const navigate = useNavigate()
  const [opened, { open, close }] = useDisclosure(false)
  const [typed, setTyped] = useState('')

  async function end() {
    if (!(await acted(api.DELETE('/api/v1/exchange/community'), t('danger.done')))) return
    cache.removeQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/exchange') })
    await navigate({ to: '/community' })
  }

  return (
    <Card>
      <Group justify="space-between" gap="sm">
        <div>
          <Title order={3}>{t('danger.title')}</Title>
          <Text size="sm" c="dimmed">
            {t('danger.text')}
          </Text>
        </div>
        <Button color="red" variant="light" onClick={open}>
          {t('danger.do')}
        </Button>
      </Group>
      <Modal opened={opened} onClose={close} title={t('danger.title')}>
        <Stack>
          <Text size="sm">{t('danger.text')}</Text>
          <TextInput
            label={t('danger.type', { name: community.name })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <ActButton act={end} color="red" disabled={typed !== community.name}>
              {t('danger.do')}
            </ActButton>
          </Group>
        </Stack>
      </Modal>
    </Card>
  )
}
