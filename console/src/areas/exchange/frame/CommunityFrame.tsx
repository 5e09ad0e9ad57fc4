import { Box, Group, Stack, Title } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { Problem } from '~/api/problem'
import { PageSkeleton } from '~/ui/PageSkeleton'
import { useCommunity } from '../shared/data'
import { Refused } from '../shared/Listed'
import { FoundCommunity } from './FoundCommunity'
import { PublicAddress } from './PublicAddress'
import { StopSwitch } from './StopSwitch'
import { Tabs } from './Tabs'

/** The community's name, public address, stop switch and pages; where there is none yet, how to found one. */
export function CommunityFrame() {
  const { data: community, error, refetch } = useCommunity()
  if (error instanceof Problem && error.code === 'community-not-found') return <FoundCommunity />
  if (error && !community) return <Refused error={error} onRetry={() => void refetch()} />
  if (!community) return <PageSkeleton />
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box miw={0}>
          <Title order={1}>{community.name}</Title>
          <PublicAddress slug={community.slug} />
        </Box>
        <StopSwitch enabled={community.comments_enabled} />
      </Group>
      <Tabs />
      <Outlet />
    </Stack>
  )
}
