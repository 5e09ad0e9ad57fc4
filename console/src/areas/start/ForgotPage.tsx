import { Anchor, Button, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { EmailField } from './Credentials'
import { DoorPage } from './DoorPage'
import { useAttempt } from './useAttempt'

export function ForgotPage() {
  const { t } = useTranslation('start')
  const [email, setEmail] = useState('')
  const [isSent, setSent] = useState(false)
  const { busy, error, attempt } = useAttempt()

  async function submit(event: FormEvent) {
    event.preventDefault()
    setSent(await attempt(() => api.POST('/api/v1/auth/forgot-password', { body: { email } })))
  }

  return (
    <DoorPage title={t('forgot.title')} lead={isSent ? undefined : t('forgot.lead')}>
      <form onSubmit={submit}>
        <Stack>
          {error !== null && <Fault error={error} />}
          {isSent ? (
            <Text role="status">{t('forgot.sent', { email })}</Text>
          ) : (
            <>
              <EmailField value={email} onChange={setEmail} autoFocus />
              <Button type="submit" size="md" loading={busy}>
                {t('forgot.do')}
              </Button>
            </>
          )}
          <Anchor size="sm" ta="center" renderRoot={(props) => <Link to="/sign-in" {...props} />}>
            {t('toSignIn')}
          </Anchor>
        </Stack>
      </form>
    </DoorPage>
  )
}
