import { Select, SimpleGrid, Skeleton, Stack, Tabs } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { IconBolt, IconClock, IconMail, IconPlayerPlay, IconWorld } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccounts } from '~/app/me'
import { Fault } from '~/ui/Fault'
import { firstPerson } from './data/media'
import { usePeople, useSandboxAccounts, useSandboxState } from './data/useSandboxData'
import classes from './Playground.module.css'
import { ClockPanel } from './panels/ClockPanel'
import { FaultsPanel } from './panels/FaultsPanel'
import { MailPanel } from './panels/MailPanel'
import { PlayPanel } from './panels/PlayPanel'
import { WorldPanel } from './panels/WorldPanel'
import { Phone } from './phone/Phone'
import { PANELS, type Panel } from './routes'
import { StageContext, useSandboxSearch, useShow } from './stage'

const LOOKS: Record<Panel, { icon: Icon; content: ComponentType }> = {
  play: { icon: IconPlayerPlay, content: PlayPanel },
  faults: { icon: IconBolt, content: FaultsPanel },
  clock: { icon: IconClock, content: ClockPanel },
  mail: { icon: IconMail, content: MailPanel },
  world: { icon: IconWorld, content: WorldPanel },
}

/** The phone, and beside it what one can do with this Instagram. */
export function Playground() {
  const { t } = useTranslation('sandbox')
  const search = useSandboxSearch()
  const show = useShow()
  const { error } = useSandboxState()
  const everybody = useSandboxAccounts()
  const people = usePeople()
  const connected = useAccounts()
  if (error) return <Fault error={error} />
  if (!everybody || !people || connected.isPending) return <Skeleton h={600} radius="lg" />

  const professional = everybody.filter(({ account_type }) => account_type !== 'PERSONAL')
  const ours = connected.accounts.map(({ username }) => username)
  const account =
    professional.find(({ username }) => username === search.account) ??
    professional.find(({ username }) => ours.includes(username)) ??
    professional[0]
  if (!account) return <Skeleton h={600} radius="lg" />
  const person = search.as ?? firstPerson(people)
  const names = [...new Set([person, ...people.map(({ username }) => username).reverse()])]

  return (
    <StageContext value={{ account, person }}>
      <div className={classes.stage}>
        <Stack className={classes.held} gap="sm">
          <SimpleGrid cols={2} spacing="xs">
            <Select
              label={t('stage.person')}
              data={names}
              value={person}
              searchable
              allowDeselect={false}
              onChange={(value) => value && show({ as: value, screen: undefined, media: undefined })}
            />
            <Select
              label={t('stage.account')}
              data={professional.map(({ username }) => username)}
              value={account.username}
              allowDeselect={false}
              onChange={(value) => value && show({ account: value, screen: undefined, media: undefined })}
            />
          </SimpleGrid>
          <Phone />
        </Stack>
        <Tabs
          value={search.panel ?? 'play'}
          onChange={(value) => show({ panel: value === 'play' ? undefined : (value as Panel) })}
          keepMounted={false}
        >
          <Tabs.List className={classes.tabs} mb="md">
            {PANELS.map((name) => {
              const Glyph = LOOKS[name].icon
              return (
                <Tabs.Tab key={name} value={name} leftSection={<Glyph size={16} aria-hidden />}>
                  {t(`panel.${name}`)}
                </Tabs.Tab>
              )
            })}
          </Tabs.List>
          {PANELS.map((name) => {
            const Content = LOOKS[name].content
            return (
              <Tabs.Panel key={name} value={name}>
                <Content />
              </Tabs.Panel>
            )
          })}
        </Tabs>
      </div>
    </StageContext>
  )
}
