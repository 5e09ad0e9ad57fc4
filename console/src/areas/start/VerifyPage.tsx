import { Button, Stack, Text } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { DoorPage } from './DoorPage'
import { useAttempt } from './useAttempt'

/** A button: programs that look at links in mails do not press it. */
export function VerifyPage() {
  const { t } = useTranslation('start')
  const { token } = useSearch({ from: '/public/verify-email' })
  const [isDone, setDone] = useState(false)
  const { busy, error, attempt } = useAttempt()

  return (
    <DoorPage title={t(isDone ? 'verify.thanks' : 'verify.title')}>
      <Stack>
        {error !== null && <Fault error={error} />}
        {isDone ? (
          <>
            <Text role="status">{t('verify.done')}</Text>
            <Button renderRoot={(props) => <Link to="/sign-in" {...props} />}>{t('toSignIn')}</Button>
          </>
        ) : (
          <Button
            size="md"
            loading={busy}
            onClick={async () =>
              setDone(await attempt(() => api.POST('/api/v1/auth/verify-email', { body: { token } })))
            }
          >
            {t('verify.do')}
          </Button>
        )}
      </Stack>
    </DoorPage>
  )
}
