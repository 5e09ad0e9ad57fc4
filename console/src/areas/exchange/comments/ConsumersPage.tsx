import { Card, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconMessageHeart } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, query } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { Empty } from '~/ui/Empty'
import { When } from '~/ui/When'
import { ActButton } from '../shared/ActButton'
import { acted, PAGED, useCommunity, useMayManage } from '../shared/data'
import { Handle } from '../shared/Handle'
import { Listed } from '../shared/Listed'
import { Section } from '../shared/Section'
import type { Consumer } from '../shared/types'
import { JoinLink } from './JoinLink'
import { ParticipantBadge } from './ParticipantBadge'
import { ParticipantFilter } from './ParticipantFilter'
import { SubTabs } from './SubTabs'

/** Who wishes to receive comments. */
export function ConsumersPage() {
  const { t } = useTranslation('exchange')
  const navigate = useNavigate()
  const { status } = useSearch({ from: '/app/community/consumers' })
  const { data: community } = useCommunity()
  const found = query.useInfiniteQuery('get', '/api/v1/exchange/consumers', { params: { query: { status } } }, PAGED)
  return (
    <Stack>
      <SubTabs />
      <Section
        title={t('consumers.title')}
        lead={t('consumers.lead')}
        actions={community && <JoinLink slug={community.slug} kind="consumer" />}
      >
        <ParticipantFilter
          value={status}
          onChange={(value) => void navigate({ to: '/community/consumers', search: { status: value } })}
        />
        <Listed
          found={found}
          empty={<Empty icon={IconMessageHeart} title={t('consumers.none')} text={t('consumers.noneText')} />}
        >
          {(consumers) => (
            <Stack gap="xs">
              {consumers.map((consumer) => (
                <Row key={consumer.id} consumer={consumer} />
              ))}
            </Stack>
          )}
        </Listed>
      </Section>
    </Stack>
  )
}

function Row({ consumer }: { consumer: Consumer }) {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const name = consumer.username
  const params = { path: { consumer_id: consumer.id } }

  async function erase() {
    if (!(await confirmed(t('consumers.delete'), t('consumers.deleteText', { name }), t('common:action.delete'))))
      return
    await acted(api.DELETE('/api/v1/exchange/consumers/{consumer_id}', { params }), t('step.deleteDone', { name }))
  }

  return (
    <Card padding="sm">
      <Group justify="space-between" gap="sm">
        <div>
          <Group gap="xs">
            <Handle name={name} />
            <ParticipantBadge status={consumer.status} />
          </Group>
          <Text size="sm" c="dimmed">
            {consumer.tone && `${t(`tone.${consumer.tone}`)} · `}
            {consumer.wishes && `“${consumer.wishes}” · `}
            <When at={consumer.created_at} />
          </Text>
        </div>
        {mayManage && (
          <Group gap="xs">
            {consumer.status === 'pending' && (
              <ActButton
                variant="light"
                leftSection={<IconCheck size={16} aria-hidden />}
                act={() =>
                  acted(
                    api.POST('/api/v1/exchange/consumers/{consumer_id}/approve', { params }),
                    t('participant.approved', { name }),
                  )
                }
              >
                {t('texts.approve')}
              </ActButton>
            )}
            {consumer.status !== 'inactive' && (
              <ActButton
                variant="default"
                act={() =>
                  acted(
                    api.POST('/api/v1/exchange/consumers/{consumer_id}/deactivate', { params }),
                    t('consumers.deactivated', { name }),
                  )
                }
              >
                {t('consumers.deactivate')}
              </ActButton>
            )}
            <ActButton variant="subtle" color="red" act={erase}>
              {t('common:action.delete')}
            </ActButton>
          </Group>
        )}
      </Group>
    </Card>
  )
}
