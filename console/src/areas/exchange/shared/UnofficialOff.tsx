import { Alert, Code, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { Trans, useTranslation } from 'react-i18next'

/** What stands where unofficial access is needed and the operator has not switched it on. */
export function UnofficialOff() {
  const { t } = useTranslation('exchange')
  return (
    <Alert color="gray" variant="light" icon={<IconLock aria-hidden />} title={t('unofficial.title')}>
      <Text size="sm" mb="xs">
        {t('unofficial.text')}
      </Text>
      <Text size="sm">
        <Trans t={t} i18nKey="unofficial.how" components={{ code: <Code /> }} />
      </Text>
    </Alert>
  )
}
