import { Button, Tabs } from '@mantine/core'
import { IconCameraPlus, IconHistory, IconSettings, IconShieldCheck, IconStack2 } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '~/app/me'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { PageSkeleton } from '~/ui/PageSkeleton'
import { AddModal } from '../add/AddModal'
import { useProfile, useSnapshots } from '../data/hooks'
import { Work } from '../overview/Work'
import { PersonDrawer } from '../person/PersonDrawer'
import { FollowerChart } from './FollowerChart'
import { Headline } from './Headline'
import { ProfileSettings } from './ProfileSettings'
import { Snapshots } from './Snapshots'
import { Story } from './Story'
import { Whitelist } from './Whitelist'

const route = getRouteApi('/app/audience/$profileId')
const ICONS = { story: IconHistory, snapshots: IconStack2, whitelist: IconShieldCheck, settings: IconSettings }
type Tab = keyof typeof ICONS

/** One profile: its newest numbers, its course, and who came and went. */
export function ProfilePage() {
  const { t } = useTranslation('audience')
  const { profileId } = route.useParams()
  const { tab = 'story', person, add } = route.useSearch()
  const navigate = route.useNavigate()
  const mayManage = useMay('manage-audience')
  const { data: profile, error } = useProfile(profileId)
  const { snapshots, hasNextPage, fetchNextPage } = useSnapshots(profileId)
  const newest = snapshots?.[0]
  const show = (change: { tab?: Tab; person?: string | undefined; add?: 'export' | 'session' | undefined }) =>
    void navigate({ search: (now: object) => ({ ...now, ...change }) as never, resetScroll: false })

  if (error) return <Fault error={error} />
  if (!profile || !snapshots) return <PageSkeleton />
  return (
    <Page
      title={`@${profile.username}`}
      lead={t('profile.lead')}
      actions={
        mayManage && (
          <Button leftSection={<IconCameraPlus size={16} aria-hidden />} onClick={() => show({ add: 'export' })}>
            {t('add.snapshot')}
          </Button>
        )
      }
    >
      <Work profileId={profileId} />
      {newest ? (
        <>
          <Headline snapshot={newest} />
          <FollowerChart snapshots={snapshots} />
        </>
      ) : (
        <Empty icon={IconStack2} title={t('profile.noSnapshot')} text={t('profile.noSnapshotText')} />
      )}
      <Tabs value={tab} onChange={(value) => show({ tab: value as Tab })} keepMounted={false}>
        <Tabs.List mb="md" style={{ flexWrap: 'nowrap', overflowX: 'auto' }}>
          {(Object.keys(ICONS) as Tab[])
            .filter((name) => mayManage || name !== 'settings')
            .map((name) => {
              const Glyph = ICONS[name]
              return (
                <Tabs.Tab key={name} value={name} leftSection={<Glyph size={16} aria-hidden />}>
                  {t(`tab.${name}`)}
                </Tabs.Tab>
              )
            })}
        </Tabs.List>
        <Tabs.Panel value="story">
          {newest && <Story snapshots={snapshots} onPerson={(username) => show({ person: username })} />}
        </Tabs.Panel>
        <Tabs.Panel value="snapshots">
          <Snapshots snapshots={snapshots} hasMore={hasNextPage} onMore={() => void fetchNextPage()} />
        </Tabs.Panel>
        <Tabs.Panel value="whitelist">
          <Whitelist profileId={profileId} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <ProfileSettings key={profile.updated_at} profile={profile} />
        </Tabs.Panel>
      </Tabs>
      <AddModal way={add} profileId={profileId} onWay={(way) => show({ add: way === 'name' ? undefined : way })} />
      <PersonDrawer profileId={profileId} username={person} onClose={() => show({ person: undefined })} />
    </Page>
  )
}
