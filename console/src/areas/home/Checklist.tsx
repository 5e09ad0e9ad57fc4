import { Button, Card, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useConnect } from '~/areas/settings/accounts/useConnect'

/** The first steps; it goes away when all are done, or when it is sent away. */
export function Checklist({ connected }: { connected: boolean }) {
  const { t } = useTranslation('home')
  const [isAway, setAway] = useLocalStorage({
    key: 'autogram.checklist',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const { data: waiting } = query.useQuery('get', '/api/v1/needs')
  const inbox = query.useQuery('get', '/api/v1/inbox/conversations', { params: { query: { limit: 1 } } })
  const profiles = query.useQuery('get', '/api/v1/audience/profiles')
  const connect = useConnect()
  if (!waiting || !profiles.data) return null
  const steps = [
    { name: 'connect', done: connected, to: null },
    { name: 'publish', done: waiting.posts_published > 0, to: '/compose' },
    { name: 'talk', done: (inbox.data?.items.length ?? 0) > 0, to: '/inbox' },
    { name: 'audience', done: profiles.data.items.length > 0, to: '/audience' },
  ]
  const next = steps.find(({ done }) => !done)
  if (!next || (isAway && connected)) return null
  return (
    <Card component="section" aria-labelledby="checklist">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3" id="checklist">
          {t('checklist.title')}
        </Title>
        {connected && (
          <Button variant="subtle" size="compact-sm" onClick={() => setAway(true)}>
            {t('checklist.away')}
          </Button>
        )}
      </Group>
      <Stack gap="md">
        {steps.map(({ name, done, to }, index) => (
          <Group key={name} wrap="nowrap" align="flex-start">
            <ThemeIcon radius="xl" size={30} color={done ? 'teal' : 'brand'} variant={done ? 'filled' : 'light'}>
              {done ? <IconCheck size={18} aria-label={t('checklist.done')} /> : index + 1}
            </ThemeIcon>
            <div style={{ flex: 1 }}>
              <Text fw={600} td={done ? 'line-through' : undefined}>
                {t(`checklist.${name}.title`)}
              </Text>
              {!done && (
                <Text size="sm" c="dimmed">
                  {t(`checklist.${name}.text`)}
                </Text>
              )}
            </div>
            {!done &&
              (to === null ? (
                <Button loading={connect.isPending} onClick={() => connect.mutate({})}>
                  {t('checklist.connect.do')}
                </Button>
              ) : (
                <Button
                  variant={name === next.name ? 'filled' : 'light'}
                  renderRoot={(props) => <Link to={to} {...props} />}
                >
                  {t(`checklist.${name}.do`)}
                </Button>
              ))}
          </Group>
        ))}
      </Stack>
    </Card>
  )
}
