import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** The address where somebody registers, to pass on. */
export function JoinLink({ slug, kind }: { slug: string; kind: 'consumer' | 'producer' }) {
  const { t } = useTranslation('exchange')
  return (
    <CopyButton value={`${window.location.origin}/exchange/${slug}/${kind}`}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          onClick={copy}
          leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconLink size={16} aria-hidden />}
        >
          {copied ? t('common:action.copied') : t('participant.copyLink')}
        </Button>
      )}
    </CopyButton>
  )
}
