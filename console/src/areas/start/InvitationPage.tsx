import { Button, Stack, Text } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { isSignedIn } from '~/api/session'
import { chooseWorkspace } from '~/api/workspace'
import { Fault } from '~/ui/Fault'
import { DoorPage } from './DoorPage'
import { useAttempt } from './useAttempt'

export function InvitationPage() {
  const { t } = useTranslation('start')
  const { token } = useSearch({ from: '/public/accept-invitation' })
  const { busy, error, attempt } = useAttempt()
  const here = `/accept-invitation?token=${encodeURIComponent(token)}`

  async function accept() {
    await attempt(async () => {
      const { data } = await api.POST('/api/v1/invitations/accept', { body: { token } })
      if (data) chooseWorkspace(data.id)
    })
  }

  return (
    <DoorPage title={t('invitation.title')}>
      <Stack>
        {error !== null && <Fault error={error} />}
        {isSignedIn() ? (
          <Button size="md" loading={busy} onClick={accept}>
            {t('invitation.do')}
          </Button>
        ) : (
          <>
            <Text size="sm">{t('invitation.first')}</Text>
            <Button renderRoot={(props) => <Link to="/sign-in" search={{ next: here }} {...props} />}>
              {t('signIn.do')}
            </Button>
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/register" search={{ invitation: token }} {...props} />}
            >
              {t('register.do')}
            </Button>
          </>
        )}
      </Stack>
    </DoorPage>
  )
}
