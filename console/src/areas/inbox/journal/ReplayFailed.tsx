import { Button } from '@mantine/core'
import { IconRotate } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useMay } from '~/app/me'
import { failed, told } from '~/ui/toasts'
import { refreshEvents } from './EventDetail'

/** Another try of every delivery that failed; only for whoever runs the installation. */
export function ReplayFailed() {
  const { t } = useTranslation('inbox')
  const may = useMay('manage-jobs')
  const replay = query.useMutation('post', '/api/v1/admin/webhooks/replay-failed', {
    onSuccess: ({ replayed }) => {
      told(t('events.replayed', { count: replayed }))
      void refreshEvents()
    },
    onError: failed,
  })
  if (!may) return null
  return (
    <Button
      variant="default"
      leftSection={<IconRotate size={16} aria-hidden />}
      loading={replay.isPending}
      onClick={() => replay.mutate({})}
    >
      {t('events.replayFailed')}
    </Button>
  )
}
