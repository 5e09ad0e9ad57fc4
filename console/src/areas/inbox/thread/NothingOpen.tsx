import { Center } from '@mantine/core'
import { IconMessages } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '~/ui/Empty'

export function NothingOpen() {
  const { t } = useTranslation('inbox')
  return (
    <Center flex={1}>
      <Empty icon={IconMessages} title={t('thread.nothing')} text={t('thread.nothingHint')} />
    </Center>
  )
}
