import { Alert, Grid, SimpleGrid, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { currentLanguage } from '~/i18n'
import { useQueues } from '../frame/useQueues'
import { useCommunity } from '../shared/data'
import { Section } from '../shared/Section'
import { daysOf } from '../shared/weeks'
import { tally } from '../week/look'
import { Share } from './Share'
import { Steps } from './Steps'
import { Tile } from './Tile'

/** The community at a glance: what waits for a person, how the week goes, what to share. */
export function OverviewPage() {
  const { t } = useTranslation('exchange')
  const { data: community } = useCommunity()
  const queues = useQueues()
  const week = community?.week.name ?? ''
  const board = query.useQuery(
    'get',
    '/api/v1/exchange/weeks/{week}/board',
    { params: { path: { week } } },
    { enabled: week !== '' },
  )
  const helpers = query.useQuery(
    'get',
    '/api/v1/exchange/helpers',
    { params: { query: { limit: 50 } } },
    { retry: false },
  )
  if (!community) return null
  const members = board.data?.members
  const sums = (members ?? []).map((member) => tally(member.cells))
  const sum = (part: 'done' | 'asked' | 'open') => sums.reduce((total, one) => total + one[part], 0)
  const ill = helpers.data?.items.filter(({ is_active, health }) => is_active && health !== 'ok') ?? []

  return (
    <Section title={t('overview.title')} lead={`${week} · ${daysOf(week, currentLanguage())} · ${community.timezone}`}>
      {ill.length > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('overview.ill', { count: ill.length })}>
          {ill.map((helper) => `@${helper.instagram_id}: ${t(`health.${helper.health}`)}`).join(' · ')}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        <Tile to="/community/week" label={t('overview.posts')} value={board.data?.posts.length} />
        <Tile
          to="/community/week"
          label={t('overview.proven')}
          value={board.data && sum('done')}
          of={sum('asked')}
          note={sum('open') > 0 ? t('overview.open', { count: sum('open') }) : undefined}
        />
        <Tile to="/community/appeals" label={t('overview.appeals')} value={queues.appeals} urgent />
        <Tile to="/community/approvals" label={t('overview.approvals')} value={queues.comments} urgent />
      </SimpleGrid>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <Steps
              community={community}
              hasMembers={(members?.length ?? 0) > 0}
              hasHelper={(helpers.data?.items.length ?? 0) > 0}
              hasPosts={(board.data?.posts.length ?? 0) > 0}
            />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Share community={community} />
        </Grid.Col>
      </Grid>
    </Section>
  )
}
