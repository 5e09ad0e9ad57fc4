import { Alert, Button, CopyButton, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconCheck, IconCopy, IconLink, IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { failed } from '~/ui/toasts'
import { ActButton } from '../shared/ActButton'
import { acted, refresh } from '../shared/data'
import type { Member } from '../shared/types'

/** The link that says who a member is. It is seen once, when it is made; a new one ends the old one. */
export function PersonalLink({ member }: { member: Member }) {
  const { t } = useTranslation('exchange')
  const [address, setAddress] = useState<string | null>(null)
  const params = { path: { member_id: member.id } }

  async function replaceable(): Promise<boolean> {
    return !member.has_link || (await confirmed(t('link.again'), t('link.againText'), t('link.make')))
  }

  async function make() {
    if (!(await replaceable())) return
    try {
      const { data } = await api.POST('/api/v1/exchange/members/{member_id}/link', { params })
      setAddress(data?.url ?? null)
      await refresh()
    } catch (problem) {
      failed(problem)
    }
  }

  async function mail() {
    if (!(await replaceable())) return
    await acted(
      api.POST('/api/v1/exchange/members/{member_id}/link/mail', { params }),
      t('link.mailed', { to: member.email }),
    )
  }

  async function revoke() {
    if (!(await confirmed(t('link.revoke'), t('link.revokeText'), t('link.revoke')))) return
    if (await acted(api.DELETE('/api/v1/exchange/members/{member_id}/link', { params }), t('link.revoked'))) {
      setAddress(null)
    }
  }

  return (
    <Stack gap="xs">
      <Title order={3}>{t('link.title')}</Title>
      <Text size="sm" c="dimmed">
        {member.has_link ? t('link.has') : t('link.hasNot')}
      </Text>
      {address && (
        <Alert color="teal" variant="light" title={t('link.once')}>
          <Group gap="xs" wrap="nowrap" mt={4}>
            <TextInput
              flex={1}
              readOnly
              value={address}
              aria-label={t('link.title')}
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton value={address}>
              {({ copied, copy }) => (
                <Button
                  onClick={copy}
                  leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
                >
                  {copied ? t('common:action.copied') : t('common:action.copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Alert>
      )}
      <Group gap="xs">
        <ActButton act={make} variant="default" leftSection={<IconLink size={16} aria-hidden />}>
          {member.has_link ? t('link.new') : t('link.make')}
        </ActButton>
        <ActButton
          act={mail}
          variant="default"
          disabled={!member.email}
          leftSection={<IconMail size={16} aria-hidden />}
        >
          {t('link.mail')}
        </ActButton>
        {member.has_link && (
          <ActButton act={revoke} variant="subtle" color="red">
            {t('link.revoke')}
          </ActButton>
        )}
      </Group>
      {!member.email && (
        <Text size="xs" c="dimmed">
          {t('link.noMail')}
        </Text>
      )}
    </Stack>
  )
}
