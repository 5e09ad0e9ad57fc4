import { Badge, Button, Card, Group, Progress, SimpleGrid, Skeleton, Text, Title } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconPlus, IconTargetArrow } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { dollars } from '~/ui/numbers'
import { Page } from '~/ui/Page'
import { CampaignForm } from './CampaignForm'
import classes from './Campaigns.module.css'

export function CampaignsPage() {
  const { t } = useTranslation('campaigns')
  const { data, error, isPending, refetch } = query.useQuery('get', '/api/v1/campaigns', {
    params: { query: { limit: 100 } },
  })
  const make = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => modals.open({ title: t('new'), size: 'lg', children: <CampaignForm campaign={null} /> })}
    >
      {t('new')}
    </Button>
  )
  const campaigns = data?.campaigns ?? []
  return (
    <Page title={t('title')} lead={t('lead')} actions={campaigns.length > 0 && make}>
      {error && <Fault error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton h={180} radius="lg" />}
      {data && campaigns.length === 0 && (
        <Empty icon={IconTargetArrow} title={t('none')} text={t('noneHint')}>
          {make}
        </Empty>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {campaigns.map((campaign) => (
          <CampaignCard key={campaign.id} campaign={campaign} />
        ))}
      </SimpleGrid>
    </Page>
  )
}

function CampaignCard({ campaign }: { campaign: Schema<'CampaignRead'> }) {
  const { t } = useTranslation('campaigns')
  return (
    <Card
      className={classes.card}
      renderRoot={(props) => <Link to="/campaigns/$campaignId" params={{ campaignId: campaign.id }} {...props} />}
    >
      <Group justify="space-between" gap="xs" mb={4}>
        <Title order={2} size="h3">
          {campaign.name}
        </Title>
        <Badge color={campaign.is_active ? 'teal' : 'gray'} variant="light">
          {t(campaign.is_active ? 'active' : 'inactive')}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed" lineClamp={2}>
        {campaign.description || campaign.content_themes.join(' · ')}
      </Text>
      <Text size="sm" mt="sm">
        {t('perDay', { count: campaign.posts_per_day })}
        {campaign.end_date && ` · ${t('until', { day: campaign.end_date })}`}
      </Text>
      <Spent campaign={campaign} />
      {campaign.planning_problem && (
        <Text size="sm" c="orange" mt="xs">
          {campaign.planning_problem}
        </Text>
      )}
    </Card>
  )
}

export function Spent({ campaign }: { campaign: Schema<'CampaignRead'> }) {
  const { t } = useTranslation('campaigns')
  const budget = campaign.budget_cents
  return (
    <>
      <Text size="xs" c="dimmed" mt="xs">
        {budget === null
          ? t('spent', { spent: dollars(campaign.spent_cents) })
          : t('spentOf', { spent: dollars(campaign.spent_cents), budget: dollars(budget) })}
      </Text>
      {budget !== null && budget > 0 && (
        <Progress value={(campaign.spent_cents / budget) * 100} size="sm" mt={4} aria-label={t('budget')} />
      )}
    </>
  )
}
