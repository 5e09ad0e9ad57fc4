import { Button, Image, Stack } from '@mantine/core'
import { IconMessageCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../frame/Panel'
import type { PublicCommunity } from '../frame/PublicFrame'

/** The way into the chat: a button on the phone, the QR code from another screen. */
export function ChatPanel({ community, link }: { community: PublicCommunity; link: string }) {
  const { t } = useTranslation('open')
  return (
    <Panel title={t('chat')} lead={t('chatLead')}>
      <Stack align="center">
        <Image
          src={`/api/v1/exchange/public/${community.slug}/qr.svg`}
          w={180}
          h={180}
          p="xs"
          bg="white"
          radius="md"
          alt={t('qr')}
        />
        <Button
          component="a"
          href={link}
          target="_blank"
          rel="noreferrer"
          size="md"
          fullWidth
          leftSection={<IconMessageCircle size={19} aria-hidden />}
        >
          {t('enterChat')}
        </Button>
      </Stack>
    </Panel>
  )
}
