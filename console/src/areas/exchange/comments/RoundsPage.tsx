import { Anchor, Card, Group, List, Loader, Stack, Text } from '@mantine/core'
import { IconPencilBolt, IconRotate } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, query } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { exactly, When } from '~/ui/When'
import { ActButton } from '../shared/ActButton'
import { acted, PAGED, useCommunity, useMayManage } from '../shared/data'
import { Listed } from '../shared/Listed'
import { Section } from '../shared/Section'
import type { CommentRound } from '../shared/types'
import { SubTabs } from './SubTabs'

/** Rounds of writing: what was looked at, what was written, and what was left out and why. */
export function RoundsPage() {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const { data: community } = useCommunity()
  const found = query.useInfiniteQuery('get', '/api/v1/exchange/comment-runs', {}, PAGED)
  const begin = (
    <ActButton
      act={() => acted(api.POST('/api/v1/exchange/comment-runs'), t('rounds.begun'))}
      leftSection={<IconPencilBolt size={16} aria-hidden />}
    >
      {t('rounds.begin')}
    </ActButton>
  )
  const plan =
    community?.comments_enabled && community.next_comments_at
      ? t('rounds.next', { at: exactly(community.next_comments_at) })
      : t('rounds.byHand')
  return (
    <Stack>
      <SubTabs />
      <Section title={t('rounds.title')} lead={`${t('rounds.lead')} ${plan}`} actions={mayManage && begin}>
        <Listed found={found} empty={<Empty icon={IconRotate} title={t('rounds.none')} text={t('rounds.noneText')} />}>
          {(rounds) => (
            <Stack gap="sm">
              {rounds.map((round) => (
                <Round key={round.id} round={round} />
              ))}
            </Stack>
          )}
        </Listed>
      </Section>
    </Stack>
  )
}

function Round({ round }: { round: CommentRound }) {
  const { t } = useTranslation('exchange')
  return (
    <Card padding="md">
      <Group justify="space-between" gap="sm">
        <Group gap="xs">
          {!round.finished_at && <Loader size="xs" aria-hidden />}
          <Text size="sm" fw={600}>
            {round.finished_at ? t('rounds.wrote', { count: round.texts_written }) : t('rounds.on')}
          </Text>
          <Text size="sm" c="dimmed">
            {t('rounds.saw', { count: round.posts_seen })} ·{' '}
            {round.started_by ? t('event.byPerson') : t('event.byItself')} · <When at={round.created_at} />
          </Text>
        </Group>
        {round.texts_written > 0 && (
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/community/approvals" search={{ run: round.id }} {...props} />}
          >
            {t('rounds.texts')}
          </Anchor>
        )}
      </Group>
      {round.failure_reason && (
        <Text size="sm" c="red" mt="xs">
          {round.failure_reason}
        </Text>
      )}
      {round.skipped.length > 0 && (
        <List size="sm" mt="xs">
          {round.skipped.map((skip) => (
            <List.Item key={`${skip.consumer} ${skip.shortcode} ${skip.reason}`}>
              <b>@{skip.consumer}</b>
              {skip.shortcode && ` · ${skip.shortcode}`}: {skip.reason}
            </List.Item>
          ))}
        </List>
      )}
    </Card>
  )
}
