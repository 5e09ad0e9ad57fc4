import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { failed, told } from '~/ui/toasts'

export function ResendVerification({ email }: { email: string }) {
  const { t } = useTranslation('start')
  const resend = query.useMutation('post', '/api/v1/auth/resend-verification', {
    onSuccess: () => told(t('verify.sentAgain')),
    onError: failed,
  })
  return (
    <Button variant="light" loading={resend.isPending} onClick={() => resend.mutate({ body: { email } })}>
      {t('verify.again')}
    </Button>
  )
}
