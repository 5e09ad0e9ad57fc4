import { ActionIcon, Anchor, CopyButton, Group, Text, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy, IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Where everybody finds the community: to open, and to copy. */
export function PublicAddress({ slug }: { slug: string }) {
  const { t } = useTranslation('exchange')
  const address = `${window.location.origin}/exchange/${slug}`
  return (
    <Group gap={4} wrap="nowrap">
      <Anchor href={`/exchange/${slug}`} target="_blank" size="sm" miw={0}>
        <Group gap={4} wrap="nowrap">
          <Text inherit truncate>
            {address.replace(/^https?:\/\//, '')}
          </Text>
          <IconExternalLink size={14} aria-label={t('public.opens')} />
        </Group>
      </Anchor>
      <CopyButton value={address}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('common:action.copied') : t('public.copy')}>
            <ActionIcon variant="subtle" size="sm" color="gray" onClick={copy} aria-label={t('public.copy')}>
              {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  )
}
