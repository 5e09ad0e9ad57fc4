import {
  Alert,
  Badge,
  Button,
  Card,
  Group,
  ScrollArea,
  SimpleGrid,
  Skeleton,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconPencil, IconSparkles, IconTrash } from '@tabler/icons-react'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { Fault } from '~/ui/Fault'
import { compact, dollars, percent } from '~/ui/numbers'
import { Page } from '~/ui/Page'
import { PageSkeleton } from '~/ui/PageSkeleton'
import { failed, told } from '~/ui/toasts'
import { exactly } from '~/ui/When'
import { CampaignForm } from './CampaignForm'
import { Spent } from './CampaignsPage'

const PLAN = '/api/v1/campaigns/{campaign_id}/plan'

export function CampaignPage() {
  const { t } = useTranslation('campaigns')
  const { campaignId } = useParams({ from: '/app/campaigns/$campaignId' })
  const navigate = useNavigate()
  const params = { params: { path: { campaign_id: campaignId } } }
  const { data: campaign, error } = query.useQuery('get', '/api/v1/campaigns/{campaign_id}', params)
  const remove = query.useMutation('delete', '/api/v1/campaigns/{campaign_id}', {
    onSuccess: () => void navigate({ to: '/campaigns' }),
    onError: failed,
  })
  if (error) return <Fault error={error} />
  if (!campaign) return <PageSkeleton />
  return (
    <Page
      title={campaign.name}
      lead={campaign.description}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconPencil size={16} aria-hidden />}
            onClick={() =>
              modals.open({ title: t('edit'), size: 'lg', children: <CampaignForm campaign={campaign} /> })
            }
          >
            {t('edit')}
          </Button>
          <Button
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={async () => {
              if (await confirmed(t('delete'), t('deleteHint'))) remove.mutate(params)
            }}
          >
            {t('delete')}
          </Button>
        </>
      }
    >
      {campaign.planning_problem && (
        <Alert color="orange" title={t('notPlanned')}>
          {campaign.planning_problem}
        </Alert>
      )}
      <Card>
        <Group gap="xs" mb="xs">
          <Badge color={campaign.is_active ? 'teal' : 'gray'} variant="light">
            {t(campaign.is_active ? 'active' : 'inactive')}
          </Badge>
          {campaign.content_themes.map((theme) => (
            <Badge key={theme} variant="default">
              {theme}
            </Badge>
          ))}
        </Group>
        <Spent campaign={campaign} />
      </Card>
      <Plan campaignId={campaignId} />
      <Figures campaignId={campaignId} />
    </Page>
  )
}

function Plan({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation('campaigns')
  const params = { params: { path: { campaign_id: campaignId } } }
  const { data, isPending, refetch } = query.useQuery('get', PLAN, params)
  const plan = query.useMutation('post', PLAN, {
    onSuccess: () => {
      told(t('planning'))
      for (const wait of [1500, 4000, 9000]) setTimeout(() => void refetch(), wait)
    },
    onError: failed,
  })
  if (isPending) return <Skeleton h={220} radius="lg" />
  const places = data?.places ?? []
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3">
          {t('plan')}
        </Title>
        <Button
          variant="light"
          leftSection={<IconSparkles size={16} aria-hidden />}
          loading={plan.isPending}
          onClick={() => plan.mutate(params)}
        >
          {t('planNow')}
        </Button>
      </Group>
      {places.length === 0 ? (
        <Text c="dimmed">{t('noPlan')}</Text>
      ) : (
        <ScrollArea type="auto" viewportProps={{ tabIndex: 0 }}>
          <Table miw={520}>
            <Table.Tbody>
              {places.map((place) => (
                <PlaceRow key={`${place.day} ${place.place}`} place={place} zone={data?.campaign.time_zone} />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
    </Card>
  )
}

function PlaceRow({ place, zone }: { place: Schema<'PlannedPlace'>; zone: string | undefined }) {
  const { t } = useTranslation('campaigns')
  return (
    <Table.Tr>
      <Table.Td>{exactly(place.publish_at, zone)}</Table.Td>
      <Table.Td>{place.theme}</Table.Td>
      <Table.Td>
        {place.failure_reason && (
          <Text size="sm" c="orange">
            {place.failure_reason}
          </Text>
        )}
        {place.post_id ? (
          <Button
            size="compact-sm"
            variant="subtle"
            renderRoot={(props) => <Link to="/posts/$postId" params={{ postId: place.post_id ?? '' }} {...props} />}
          >
            {t('open')}
          </Button>
        ) : (
          !place.failure_reason && (
            <Text size="sm" c="dimmed">
              {t('toCome')}
            </Text>
          )
        )}
      </Table.Td>
      <Table.Td ta="right" className="tabular">
        {place.cost_cents === null ? '' : dollars(place.cost_cents)}
      </Table.Td>
    </Table.Tr>
  )
}

function Figures({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation('campaigns')
  const { data } = query.useQuery('get', '/api/v1/campaigns/{campaign_id}/analytics', {
    params: { path: { campaign_id: campaignId }, query: { period: 'last_30_days' } },
  })
  if (!data || data.top_performing_posts.length === 0) return null
  return (
    <Card>
      <Title order={2} size="h3" mb="sm">
        {t('best')}
      </Title>
      <Stack gap="xs">
        {data.top_performing_posts.map((post) => (
          <SimpleGrid key={post.post_id} cols={{ base: 1, sm: 2 }}>
            <Text size="sm" lineClamp={1}>
              {post.caption}
            </Text>
            <Text size="sm" c="dimmed" className="tabular">
              {t('did', { reach: compact(post.reach), rate: percent(post.engagement_rate) })}
            </Text>
          </SimpleGrid>
        ))}
      </Stack>
    </Card>
  )
}
