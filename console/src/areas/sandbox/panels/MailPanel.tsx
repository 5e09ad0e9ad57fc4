import { Accordion, Anchor, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconExternalLink, IconMailbox } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { When } from '~/ui/When'
import type { SandboxMail } from '../data/types'
import { useDo, useMails } from '../data/useSandboxData'

/** Every mail that Autogram sent: nothing leaves this machine. */
export function MailPanel() {
  const { t } = useTranslation('sandbox')
  const { data, error } = useMails()
  const perform = useDo()
  if (error) return <Fault error={error} />
  if (!data) return <Skeleton h={200} radius="lg" />
  if (data.mail.length === 0) return <Empty icon={IconMailbox} title={t('mail.none')} text={t('mail.noneText')} />
  return (
    <Stack>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {t('mail.lead')}
        </Text>
        <Button size="xs" variant="light" onClick={() => perform('DELETE', 'mail')} style={{ flexShrink: 0 }}>
          {t('mail.clear')}
        </Button>
      </Group>
      <Accordion variant="separated" radius="lg" order={3}>
        {data.mail.map((mail) => (
          <Mail key={mail.id} mail={mail} />
        ))}
      </Accordion>
    </Stack>
  )
}

function Mail({ mail }: { mail: SandboxMail }) {
  const { t } = useTranslation('sandbox')
  return (
    <Accordion.Item value={mail.id}>
      <Accordion.Control>
        <Text fw={650} size="sm">
          {mail.subject}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {t('mail.to', { address: mail.to.join(', ') })} · <When at={mail.received_at} />
        </Text>
      </Accordion.Control>
      <Accordion.Panel>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {mail.text.trim()}
        </Text>
        {mail.links.length > 0 && (
          <Group mt="sm" gap="md">
            {mail.links.map((link, place) => (
              <Anchor key={link} href={link} target="_blank" rel="noreferrer" size="sm" fw={600}>
                <IconExternalLink size={15} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
                {t('mail.open', { number: place + 1 })}
              </Anchor>
            ))}
          </Group>
        )}
      </Accordion.Panel>
    </Accordion.Item>
  )
}
