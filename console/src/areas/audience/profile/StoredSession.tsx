import { Alert, Button, Card, Group, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { exactly } from '~/ui/When'
import { acted } from '../data/hooks'
import type { Profile } from '../data/types'

/** The session that scheduled snapshots are read with: how it is, read now, or erase it. */
export function StoredSession({ profile }: { profile: Profile }) {
  const { t } = useTranslation('audience')
  const read = () =>
    acted(
      api.POST('/api/v1/audience/crawls', { body: { source: 'stored', profile_id: profile.id } }),
      t('session.begun'),
    )

  async function erase() {
    if (!(await confirmed(t('stored.erase'), t('stored.eraseText'), t('stored.erase')))) return
    const params = { path: { profile_id: profile.id } }
    await acted(api.DELETE('/api/v1/audience/profiles/{profile_id}/session', { params }), t('stored.erased'))
  }

  return (
    <Card>
      <Title order={2} size="h3">
        {t('stored.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('stored.text', {
          source: t(`source.${profile.session_source}`),
          at: profile.session_stored_at ? exactly(profile.session_stored_at) : '–',
        })}
        {profile.next_snapshot_at && ` ${t('stored.next', { at: exactly(profile.next_snapshot_at) })}`}
      </Text>
      {profile.session_problem && (
        <Alert mt="sm" color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('profile.sessionEnded')}>
          {profile.session_problem}
        </Alert>
      )}
      <Group mt="md" gap="xs">
        <Button variant="light" onClick={() => void read()}>
          {t('stored.read')}
        </Button>
        <Button variant="subtle" color="red" onClick={() => void erase()}>
          {t('stored.erase')}
        </Button>
      </Group>
    </Card>
  )
}
