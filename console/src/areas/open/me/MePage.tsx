import { Alert, Button, SegmentedControl, Stack } from '@mantine/core'
import { IconLinkOff, IconUserExclamation } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '~/api/problem'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { PublicFrame } from '../frame/PublicFrame'
import { useHashValue } from '../frame/secrets'
import { History } from './History'
import { Mine } from './Mine'
import { Tasks } from './Tasks'
import { useSelf, useTasks, type Who } from './useMember'

const VIEWS = ['tasks', 'mine', 'history'] as const

/** A member's own page, opened with their personal link. */
export function MePage() {
  const { t } = useTranslation('open')
  const { slug } = useParams({ from: '/public/exchange/$slug/me' })
  const token = useHashValue('token')
  if (token) return <Member who={{ slug, token }} />
  return (
    <PublicFrame slug={slug} title={t('me.title')}>
      {() => <NoLink slug={slug} text={t('me.noLinkText')} />}
    </PublicFrame>
  )
}

function Member({ who }: { who: Who }) {
  const { t } = useTranslation('open')
  const [view, setView] = useState<(typeof VIEWS)[number]>('tasks')
  const { data: self, error, refetch } = useSelf(who)
  const { data: tasks } = useTasks(who)
  const open = tasks?.filter((task) => !task.is_verified).length ?? 0
  const refused = error instanceof Problem && error.code === 'member-link-unknown'
  return (
    <PublicFrame
      slug={who.slug}
      title={self ? t('me.hello', { name: self.username }) : t('me.title')}
      lead={tasks && (open > 0 ? t('me.open', { count: open }) : t('me.allDone'))}
    >
      {(community) => {
        if (refused) return <NoLink slug={who.slug} text={t('me.deadText')} />
        if (error && !self) return <Fault error={error} onRetry={() => void refetch()} />
        return (
          <>
            {self && self.status !== 'active' && (
              <Alert
                color="orange"
                icon={<IconUserExclamation aria-hidden />}
                title={t(`me.${self.status}`)}
                bg="var(--mantine-color-body)"
                variant="outline"
              >
                {self.status_reason ?? t('me.askOrganiser')}
              </Alert>
            )}
            <SegmentedControl
              fullWidth
              size="md"
              aria-label={t('me.view')}
              value={view}
              onChange={setView}
              data={VIEWS.map((value) => ({ value, label: t(`me.${value}`) }))}
            />
            <Stack gap="lg">
              {view === 'tasks' && <Tasks who={who} />}
              {view === 'mine' && <Mine who={who} community={community} name={self?.username} />}
              {view === 'history' && <History who={who} />}
            </Stack>
          </>
        )
      }}
    </PublicFrame>
  )
}

function NoLink({ slug, text }: { slug: string; text: string }) {
  const { t } = useTranslation('open')
  return (
    <Alert bg="var(--mantine-color-body)" variant="outline" color="gray" p={0}>
      <Empty icon={IconLinkOff} title={t('me.noLink')} text={text}>
        <Button variant="default" renderRoot={(props) => <Link to="/exchange/$slug" params={{ slug }} {...props} />}>
          {t('me.toFront')}
        </Button>
      </Empty>
    </Alert>
  )
}
