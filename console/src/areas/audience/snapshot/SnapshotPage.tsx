import { Anchor, Breadcrumbs, Button, Card, Stack, Title } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useMay } from '~/app/me'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { PageSkeleton } from '~/ui/PageSkeleton'
import { exactly } from '~/ui/When'
import { useProfile } from '../data/hooks'
import type { ListName } from '../data/names'
import { PersonDrawer } from '../person/PersonDrawer'
import { deleteSnapshot } from '../profile/Snapshots'
import { Completeness } from '../shared/Completeness'
import { Compare } from './Compare'
import classes from './Compare.module.css'
import { ListNav } from './ListNav'
import { PeopleList } from './PeopleList'
import type { Source } from './people'
import { Tools } from './Tools'

const route = getRouteApi('/app/audience/$profileId/$snapshotId')

/** One snapshot: its lists, how whole they are, and how they differ from an older one. */
export function SnapshotPage() {
  const { t } = useTranslation('audience')
  const { profileId, snapshotId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayManage = useMay('manage-audience')
  const { data: profile } = useProfile(profileId)
  const { data: snapshot, error } = query.useQuery('get', '/api/v1/audience/snapshots/{snapshot_id}', {
    params: { path: { snapshot_id: snapshotId } },
  })
  if (error) return <Fault error={error} />
  if (!snapshot) return <PageSkeleton />

  const { change, since, q, hide = false, order = 'name' } = search
  const of = search.of ?? 'followers'
  const list: ListName | undefined = search.list ?? (change ? undefined : 'not_following_back')
  const source: Source = list
    ? { kind: 'list', snapshotId, list, order }
    : { kind: 'change', snapshotId, change: change ?? 'gained', of, order, ...(since && { since }) }
  const label = t(list ? `list.${list}` : `change.${change}`)
  const show = (wish: object) =>
    void navigate({ search: (now: object) => present({ ...now, ...wish }) as never, resetScroll: false, replace: true })
  const forget = () =>
    deleteSnapshot(t, snapshot, () => navigate({ to: '/audience/$profileId', params: { profileId } }))

  return (
    <Page
      title={exactly(snapshot.taken_at)}
      lead={
        <Breadcrumbs component="span">
          <Anchor inherit renderRoot={(props) => <Link to="/audience" {...props} />}>
            {t('title')}
          </Anchor>
          <Anchor inherit renderRoot={(props) => <Link to="/audience/$profileId" params={{ profileId }} {...props} />}>
            @{profile?.username ?? '…'}
          </Anchor>
          <span>{t(`source.${snapshot.source}`)}</span>
        </Breadcrumbs>
      }
      actions={
        mayManage && (
          <Button
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => void forget()}
          >
            {t('common:action.delete')}
          </Button>
        )
      }
    >
      <Card p="md">
        <Stack gap={6}>
          {snapshot.lists
            .filter(({ kind, is_complete }) => kind === 'followers' || kind === 'following' || !is_complete)
            .map((one) => (
              <Completeness key={one.kind} list={one} />
            ))}
        </Stack>
      </Card>
      <Compare snapshot={snapshot} since={since} of={of} change={list ? undefined : change} onChange={show} />
      <div className={classes.body}>
        <ListNav
          snapshot={snapshot}
          list={list}
          onList={(name) => show({ list: name, change: undefined, q: undefined })}
        />
        <Stack gap="sm">
          <Title order={2}>{label}</Title>
          <Tools key={label} source={source} q={q} hide={hide} onChange={show} />
          <PeopleList
            key={JSON.stringify(source)}
            profileId={profileId}
            source={source}
            filter={{ ...(q && { search: q }), ...(hide && { hide_whitelisted: true }) }}
            label={label}
            onHistory={(username) => show({ person: username })}
          />
        </Stack>
      </div>
      <PersonDrawer profileId={profileId} username={search.person} onClose={() => show({ person: undefined })} />
    </Page>
  )
}

function present(search: object): object {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))
}
