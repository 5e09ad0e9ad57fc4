import { Anchor, Box, Button, Group, List, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type Schema } from '~/api/client'
import { failed } from '~/ui/toasts'
import { When } from '~/ui/When'
import { OutcomeBadge } from './LogPage'

type Decision = Schema<'DecisionRead'>

/** One decision: which rule, about what, what it did or why not. */
export function DecisionCard({ decision, rule }: { decision: Decision; rule: string | undefined }) {
  const { t } = useTranslation('inbox')
  const results = decision.results as {
    type?: string
    status?: string
    outcome?: string
    reason?: string
    detail?: string
  }[]
  return (
    <Box component="li" p="sm" style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}>
      <Group gap="xs" justify="space-between">
        <Group gap="xs">
          <OutcomeBadge outcome={decision.outcome} />
          <Anchor
            size="sm"
            fw={600}
            renderRoot={(props) => <Link to="/automation/$ruleId" params={{ ruleId: decision.rule_id }} {...props} />}
          >
            {rule ?? t('log.aRule')}
          </Anchor>
        </Group>
        <Text size="xs" c="dimmed">
          <When at={decision.decided_at} />
        </Text>
      </Group>
      <Group gap="xs" mt={4} justify="space-between" align="flex-end">
        <Box flex="1 1 240px" miw={0}>
          <Text size="sm">
            <b>{t(`log.code.${decision.reason_code}`, { defaultValue: '' })}</b> {decision.reason}
          </Text>
          {decision.suggestion && (
            <Text size="sm" fs="italic" lineClamp={3}>
              “{decision.suggestion}”
            </Text>
          )}
          {decision.outcome === 'failed' && results.length > 0 && (
            <List size="xs">
              {results.map((result, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: they have no names, and their order is what counts
                <List.Item key={`${index} ${result.type}`}>
                  {t(`rule.action.${result.type}`, { defaultValue: result.type ?? '' })}:{' '}
                  {result.reason ?? result.detail ?? result.status ?? result.outcome}
                </List.Item>
              ))}
            </List>
          )}
        </Box>
        <ShowSubject subject={decision.subject} />
      </Group>
    </Box>
  )
}

/** Leads to the message or comment that was decided about. */
function ShowSubject({ subject }: { subject: string }) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [kind, id = ''] = subject.split(':')
  const show = async () => {
    if (kind === 'comment') return navigate({ to: '/comments', search: { c: id } })
    const { data } = await api.GET('/api/v1/inbox/messages/{message_id}', { params: { path: { message_id: id } } })
    if (data) await navigate({ to: '/inbox', search: { c: data.conversation_id, view: 'all' } })
  }
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      loading={busy}
      onClick={() => {
        setBusy(true)
        void show()
          .catch(failed)
          .finally(() => setBusy(false))
      }}
    >
      {t(kind === 'comment' ? 'log.showComment' : 'log.showMessage')}
    </Button>
  )
}
