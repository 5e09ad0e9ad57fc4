import { Button, Card, Group, Image, Stack, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { download } from '~/api/files'
import { failed } from '~/ui/toasts'
import { PublicAddress } from '../frame/PublicAddress'
import type { Community } from '../shared/types'

/** What members get: the public page, and the way into the chat. */
export function Share({ community }: { community: Community }) {
  const { t } = useTranslation('exchange')
  const base = `/api/v1/exchange/public/${community.slug}`
  return (
    <Card>
      <Title order={3}>{t('share.title')}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('share.lead')} {t(`visibility.${community.visibility}`)}
      </Text>
      <PublicAddress slug={community.slug} />
      {community.chat_link ? (
        <Stack align="center" gap="xs" mt="md">
          <Image src={`${base}/qr.svg`} w={150} h={150} radius="md" alt={t('share.qr')} />
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconDownload size={15} aria-hidden />}
              onClick={() => void download(`${base}/qr.png`, `${community.slug}.png`).catch(failed)}
            >
              PNG
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconDownload size={15} aria-hidden />}
              onClick={() => void download(`${base}/qr.svg`, `${community.slug}.svg`).catch(failed)}
            >
              SVG
            </Button>
          </Group>
        </Stack>
      ) : (
        <Stack gap="xs" mt="md" align="flex-start">
          <Text size="sm">{t('share.noChat')}</Text>
          <Button
            size="compact-sm"
            variant="default"
            renderRoot={(props) => <Link to="/community/settings" {...props} />}
          >
            {t('share.addChat')}
          </Button>
        </Stack>
      )}
    </Card>
  )
}
