import { Box, Group, Text, ThemeIcon } from '@mantine/core'
import { IconBuildingCommunity } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './AddressPreview.module.css'

/** How the public page will look like in the browser that somebody opens it with. */
export function AddressPreview({ name, slug }: { name: string; slug: string }) {
  const { t } = useTranslation('exchange')
  return (
    <Box className={classes.window} role="img" aria-label={t('found.preview')}>
      <Group className={classes.bar} gap={6} wrap="nowrap">
        <span className={classes.dots} />
        <Text size="xs" className={classes.address} truncate>
          {window.location.host}/exchange/<b>{slug || '…'}</b>
        </Text>
      </Group>
      <Group p="md" gap="sm" wrap="nowrap">
        <ThemeIcon size={44} radius="xl" variant="light">
          <IconBuildingCommunity size={24} stroke={1.6} aria-hidden />
        </ThemeIcon>
        <Box miw={0}>
          <Text fw={650} truncate>
            {name || t('found.yourName')}
          </Text>
          <Text size="xs" c="dimmed">
            {t('found.previewText')}
          </Text>
        </Box>
      </Group>
    </Box>
  )
}
