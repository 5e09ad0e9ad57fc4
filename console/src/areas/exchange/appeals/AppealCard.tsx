import { Anchor, Badge, Blockquote, Button, Card, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { When } from '~/ui/When'
import { askReason } from '../shared/AskReason'
import { acted, useMayManage } from '../shared/data'
import { Handle } from '../shared/Handle'
import type { Appeal } from '../shared/types'
import { lookOf } from '../week/look'
import { Mark } from '../week/Mark'

const COLOURS = { open: 'yellow', accepted: 'teal', rejected: 'gray' }

/** What a member says, what was found, and the decision. */
export function AppealCard({ appeal }: { appeal: Appeal }) {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const row = appeal.verification
  const look = lookOf({ ...row, is_decided: row.decided_at !== null })

  async function decide(how: 'accept' | 'reject') {
    const reason = await askReason({
      title: t(`appeals.${how}`),
      text: t(`appeals.${how}Text`, { name: row.username }),
      yes: t(`appeals.${how}`),
    })
    if (reason === null) return
    const params = { path: { appeal_id: appeal.id } }
    await acted(
      api.POST(`/api/v1/exchange/appeals/{appeal_id}/${how}`, { params, body: { reason } }),
      t(`appeals.${how}Done`),
    )
  }

  return (
    <Card padding="md">
      <Group justify="space-between" gap="sm">
        <Group gap="xs">
          <Handle name={row.username} />
          <Badge color={COLOURS[appeal.status]} variant="light">
            {t(`appeal.${appeal.status}`)}
          </Badge>
          <Text size="sm" c="dimmed">
            <When at={appeal.created_at} />
          </Text>
        </Group>
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/community/week" search={{ week: row.week, row: row.id }} {...props} />}
        >
          {t('appeals.evidence', { week: row.week, number: row.request_number, name: row.owner_username })}
        </Anchor>
      </Group>
      <Blockquote p="sm" my="sm">
        {appeal.text}
      </Blockquote>
      <Group gap="sm" justify="space-between">
        <Group gap="xs">
          <Mark look={look} />
          <Text size="sm">
            {t(`look.${look}`)}
            {row.reason && ` · ${row.reason}`}
          </Text>
        </Group>
        {appeal.status === 'open' && mayManage && (
          <Group gap="xs">
            <Button variant="default" onClick={() => void decide('reject')}>
              {t('appeals.reject')}
            </Button>
            <Button variant="light" onClick={() => void decide('accept')}>
              {t('appeals.accept')}
            </Button>
          </Group>
        )}
      </Group>
      {appeal.decision_reason && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('evidence.decisionReason')}: {appeal.decision_reason}
        </Text>
      )}
    </Card>
  )
}
