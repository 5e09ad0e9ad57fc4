import { Anchor, Badge, Blockquote, Button, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconBrandInstagram } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api, query } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { exactly } from '~/ui/When'
import { askReason } from '../shared/AskReason'
import { acted, useMayManage } from '../shared/data'
import { Handle } from '../shared/Handle'
import type { Evidence } from '../shared/types'
import { lookOf } from './look'
import { Mark } from './Mark'

/** Why a cell is what it is: the comment, when it was looked for, who decided; and to decide. */
export function EvidenceDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('exchange')
  const { data, error } = query.useQuery(
    'get',
    '/api/v1/exchange/verifications/{verification_id}',
    { params: { path: { verification_id: id ?? '' } } },
    { enabled: id !== undefined },
  )
  const row = data?.id === id ? data : undefined
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      title={row ? t('evidence.title', { name: row.username, number: row.request_number }) : t('evidence.label')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      {row ? <Details row={row} /> : error ? <Fault error={error} /> : <Skeleton h={220} />}
    </Drawer>
  )
}

function Details({ row }: { row: Evidence }) {
  const { t } = useTranslation('exchange')
  const look = lookOf({ ...row, is_decided: row.decided_at !== null })
  const fact = (label: string, value: string | null) =>
    value && (
      <Group key={label} justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <Text size="sm" c="dimmed">
          {t(`evidence.${label}`)}
        </Text>
        <Text size="sm" ta="right">
          {value}
        </Text>
      </Group>
    )
  return (
    <Stack>
      <Group gap="sm">
        <Mark look={look} />
        <Text fw={650}>{t(`look.${look}`)}</Text>
      </Group>
      <Text size="sm" c="dimmed">
        {t(`lookText.${look}`)}
      </Text>
      {row.comment_text && (
        <Blockquote p="sm" color="teal" cite={<Handle name={row.username} />} mt={0}>
          {row.comment_text}
        </Blockquote>
      )}
      {row.reason && <Text size="sm">{row.reason}</Text>}
      <Stack gap={6}>
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed">
            {t('evidence.post')}
          </Text>
          <Anchor size="sm" href={row.comment_link ?? row.instagram_link} target="_blank" rel="noreferrer">
            <Group gap={4} component="span">
              <IconBrandInstagram size={15} aria-hidden />#{row.request_number} @{row.owner_username}
            </Group>
          </Anchor>
        </Group>
        {fact('commentedAt', row.commented_at && exactly(row.commented_at))}
        {fact('checkedAt', row.checked_at && exactly(row.checked_at))}
        {row.reading &&
          fact(
            'reading',
            `${t(`reading.${row.reading.status}`)} · ${t('reading.counted', {
              read: row.reading.comments_read,
              of: row.reading.expected ?? '?',
            })}`,
          )}
        {row.reading?.source && fact('source', t(`reading.by.${row.reading.source}`))}
        {fact('readingProblem', row.reading?.failure_reason ?? null)}
        {fact('decidedAt', row.decided_at && exactly(row.decided_at))}
        {fact('decisionReason', row.decision_reason)}
      </Stack>
      <Decide row={row} />
    </Stack>
  )
}

/** A person's word counts whatever readings say, and is written down with its reason. */
function Decide({ row }: { row: Evidence }) {
  const { t } = useTranslation('exchange')
  const params = { path: { verification_id: row.id } }

  async function decide(how: 'accept' | 'take-back') {
    const reason = await askReason({
      title: t(`decide.${how}`),
      text: t(`decide.${how}Text`, { name: row.username }),
      yes: t(`decide.${how}`),
    })
    if (reason === null) return
    await acted(
      api.POST(`/api/v1/exchange/verifications/{verification_id}/${how}`, { params, body: { reason } }),
      t('decide.done'),
      () => api.DELETE('/api/v1/exchange/verifications/{verification_id}/decision', { params }),
    )
  }

  if (!useMayManage()) return null
  if (row.decided_at) {
    return (
      <Group justify="space-between">
        <Badge variant="light">{t('decide.byPerson')}</Badge>
        <Button
          variant="default"
          onClick={() =>
            void acted(
              api.DELETE('/api/v1/exchange/verifications/{verification_id}/decision', { params }),
              t('decide.withdrawn'),
            )
          }
        >
          {t('decide.withdraw')}
        </Button>
      </Group>
    )
  }
  return (
    <Group grow>
      {row.is_verified ? (
        <Button variant="default" onClick={() => void decide('take-back')}>
          {t('decide.take-back')}
        </Button>
      ) : (
        <Button onClick={() => void decide('accept')}>{t('decide.accept')}</Button>
      )}
    </Group>
  )
}
