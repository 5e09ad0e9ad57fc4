import { Button, Card, Group, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconFileZip, IconPlus } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '~/app/me'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { type Adding, AddModal } from '../add/AddModal'
import { ExportDrop } from '../add/ExportDrop'
import { ExportSteps } from '../add/ExportSteps'
import { useProfiles } from '../data/hooks'
import { ProfileCard } from './ProfileCard'
import { Work } from './Work'

const route = getRouteApi('/app/audience')

/** The profiles whose followers the workspace keeps an eye on. */
export function AudiencePage() {
  const { t } = useTranslation('audience')
  const { add } = route.useSearch()
  const navigate = route.useNavigate()
  const mayManage = useMay('manage-audience')
  const found = useProfiles()
  const profiles = found.data?.pages.flatMap(({ items }) => items)
  const setAdd = (way: Adding | undefined) =>
    void navigate({ search: (way ? { add: way } : {}) as never, replace: true })
  const open = (profileId: string) => void navigate({ to: '/audience/$profileId', params: { profileId } })
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        mayManage &&
        profiles &&
        profiles.length > 0 && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdd('export')}>
            {t('add.button')}
          </Button>
        )
      }
    >
      <Work />
      {found.error && <Fault error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          <Skeleton h={170} radius="lg" />
          <Skeleton h={170} radius="lg" />
        </SimpleGrid>
      )}
      {profiles?.length === 0 && <First onSession={() => setAdd('session')} mayManage={mayManage} />}
      {profiles && profiles.length > 0 && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {profiles.map((profile) => (
            <ProfileCard key={profile.id} profile={profile} />
          ))}
        </SimpleGrid>
      )}
      {found.hasNextPage && (
        <Button variant="default" onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
          {t('common:action.more')}
        </Button>
      )}
      <AddModal way={add} onWay={setAdd} onProfile={open} />
    </Page>
  )
}

/** Nothing is here yet: how to begin, with the place to drop the file at once. */
function First({ onSession, mayManage }: { onSession: () => void; mayManage: boolean }) {
  const { t } = useTranslation('audience')
  return (
    <Card p={{ base: 'md', sm: 'xl' }}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <div>
          <Title order={2} mb={4}>
            {t('first.title')}
          </Title>
          <Text c="dimmed" mb="lg">
            {t('first.text')}
          </Text>
          <ExportSteps />
        </div>
        {mayManage ? (
          <Stack justify="center">
            <ExportDrop onTaken={() => undefined} />
            <Group justify="center">
              <Button variant="subtle" onClick={onSession}>
                {t('first.session')}
              </Button>
            </Group>
          </Stack>
        ) : (
          <Stack align="center" justify="center" c="dimmed">
            <IconFileZip size={40} stroke={1.4} aria-hidden />
            <Text ta="center">{t('first.ask')}</Text>
          </Stack>
        )}
      </SimpleGrid>
    </Card>
  )
}
