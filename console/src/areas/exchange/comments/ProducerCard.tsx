import { Alert, Badge, Button, Card, Group, NumberInput, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconPlayerPause } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { When } from '~/ui/When'
import { ActButton } from '../shared/ActButton'
import { askReason } from '../shared/AskReason'
import { acted, useMayManage } from '../shared/data'
import { Handle } from '../shared/Handle'
import type { Producer } from '../shared/types'
import { ParticipantBadge } from './ParticipantBadge'

export function ProducerCard({ producer }: { producer: Producer }) {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  return (
    <Card padding="md">
      <Group justify="space-between" gap="sm">
        <div>
          <Group gap="xs">
            <Handle name={producer.username} />
            <ParticipantBadge status={producer.status} />
            {producer.paused_at && (
              <Badge color="orange" variant="light" leftSection={<IconPlayerPause size={12} aria-hidden />}>
                {t('producers.paused')}
              </Badge>
            )}
            {!producer.is_verified && <Badge variant="default">{t('producers.unproven')}</Badge>}
          </Group>
          <Text size="sm" c="dimmed">
            {t(`approval.${producer.approval}`)} ·{' '}
            {producer.last_used_at ? (
              <>
                {t('producers.used')} <When at={producer.last_used_at} />
              </>
            ) : (
              t('producers.unused')
            )}
          </Text>
        </div>
        {mayManage && <Actions producer={producer} />}
      </Group>
      {producer.problem && (
        <Alert mt="sm" color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('producers.problem')}>
          {producer.problem}
        </Alert>
      )}
    </Card>
  )
}

function Actions({ producer }: { producer: Producer }) {
  const { t } = useTranslation('exchange')
  const name = producer.username
  const params = { path: { producer_id: producer.id } }

  async function pause() {
    const reason = await askReason({
      title: t('producers.pause'),
      text: t('producers.pauseText', { name }),
      yes: t('producers.pause'),
    })
    if (reason === null) return
    await acted(
      api.POST('/api/v1/exchange/producers/{producer_id}/pause', { params, body: { reason } }),
      t('producers.pausedDone', { name }),
      () => api.POST('/api/v1/exchange/producers/{producer_id}/resume', { params }),
    )
  }

  async function erase() {
    if (!(await confirmed(t('producers.delete'), t('producers.deleteText', { name }), t('common:action.delete'))))
      return
    await acted(api.DELETE('/api/v1/exchange/producers/{producer_id}', { params }), t('step.deleteDone', { name }))
  }

  return (
    <Group gap="xs">
      <Budget producer={producer} />
      {producer.status === 'pending' && (
        <ActButton
          variant="light"
          leftSection={<IconCheck size={16} aria-hidden />}
          act={() =>
            acted(
              api.POST('/api/v1/exchange/producers/{producer_id}/approve', { params }),
              t('participant.approved', { name }),
            )
          }
        >
          {t('texts.approve')}
        </ActButton>
      )}
      {producer.status === 'active' &&
        (producer.paused_at ? (
          <ActButton
            variant="default"
            act={() =>
              acted(
                api.POST('/api/v1/exchange/producers/{producer_id}/resume', { params }),
                t('producers.resumed', { name }),
              )
            }
          >
            {t('producers.resume')}
          </ActButton>
        ) : (
          <Button variant="default" onClick={() => void pause()}>
            {t('producers.pause')}
          </Button>
        ))}
      <Button variant="subtle" color="red" onClick={() => void erase()}>
        {t('common:action.delete')}
      </Button>
    </Group>
  )
}

/** How many comments an hour may be written with the account. */
function Budget({ producer }: { producer: Producer }) {
  const { t } = useTranslation('exchange')
  const [value, setValue] = useState<string | number>(producer.comments_per_hour)
  function save() {
    if (typeof value !== 'number' || value === producer.comments_per_hour) return
    const params = { path: { producer_id: producer.id } }
    void acted(
      api.PATCH('/api/v1/exchange/producers/{producer_id}', { params, body: { comments_per_hour: value } }),
      t('producers.budgetSaved', { name: producer.username, count: value }),
    )
  }
  return (
    <Group gap={6}>
      <NumberInput
        aria-label={t('producers.budget', { name: producer.username })}
        w={72}
        min={1}
        max={60}
        clampBehavior="strict"
        value={value}
        onChange={setValue}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
      <Text size="sm" c="dimmed">
        {t('perHour')}
      </Text>
    </Group>
  )
}
