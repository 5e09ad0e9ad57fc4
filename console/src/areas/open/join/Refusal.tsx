import { Alert } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Problem } from '~/api/problem'
import { Fault } from '~/ui/Fault'

/** Why it did not work; what is switched off on purpose is no error. */
export function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation('open')
  if (error instanceof Problem && error.code === 'unofficial-access-disabled') {
    return (
      <Alert color="gray" icon={<IconLock aria-hidden />} title={t('join.off')}>
        {t('join.offText')}
      </Alert>
    )
  }
  return <Fault error={error} />
}
