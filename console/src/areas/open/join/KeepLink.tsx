import { Alert, Button, CopyButton, Text } from '@mantine/core'
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** The address of this page holds the secret: it is the only way back. */
export function KeepLink() {
  const { t } = useTranslation('open')
  return (
    <Alert
      color="teal"
      variant="outline"
      bg="var(--mantine-color-body)"
      icon={<IconKey aria-hidden />}
      title={t('join.keep')}
    >
      <Text size="sm" mb="xs">
        {t('join.keepText')}
      </Text>
      <CopyButton value={window.location.href}>
        {({ copied, copy }) => (
          <Button
            variant="light"
            color="teal"
            onClick={copy}
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          >
            {copied ? t('common:action.copied') : t('join.copy')}
          </Button>
        )}
      </CopyButton>
    </Alert>
  )
}
