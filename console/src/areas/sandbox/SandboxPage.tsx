import { Skeleton } from '@mantine/core'
import { IconDeviceMobileOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useInstallation } from '~/app/sandbox'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { SandboxAddress } from './data/useSandboxData'
import { Playground } from './Playground'

/** Instagram to play with: only where the sandbox is Instagram. */
export function SandboxPage() {
  const { t } = useTranslation('sandbox')
  const { data, error } = useInstallation()
  return (
    <Page title={t('title')} lead={t('lead')}>
      {error ? (
        <Fault error={error} />
      ) : !data ? (
        <Skeleton h={400} radius="lg" />
      ) : data.sandbox_url ? (
        <SandboxAddress value={data.sandbox_url.replace(/\/$/, '')}>
          <Playground />
        </SandboxAddress>
      ) : (
        <Empty icon={IconDeviceMobileOff} title={t('none')} text={t('noneText')} />
      )}
    </Page>
  )
}
