import { ActionIcon, Text } from '@mantine/core'
import { IconBattery3, IconGridDots, IconSend2, IconWifi } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '~/i18n'
import { useClock } from '../data/useSandboxData'
import type { Screen } from '../routes'
import { useSandboxSearch, useShow, useStage } from '../stage'
import { ChatScreen } from './ChatScreen'
import classes from './Phone.module.css'
import { PostScreen } from './PostScreen'
import { ProfileScreen } from './ProfileScreen'
import { StoryScreen } from './StoryScreen'

const SCREENS: Record<Screen, () => ReactNode> = {
  profile: () => <ProfileScreen />,
  post: () => <PostScreen />,
  story: () => <StoryScreen />,
  chat: () => <ChatScreen />,
}

/** A customer's phone, with the account's profile, its posts and the conversation. */
export function Phone() {
  const { t } = useTranslation('sandbox')
  const { person, account } = useStage()
  const { screen = 'profile' } = useSandboxSearch()
  const clock = useClock().data
  const time = clock
    ? new Intl.DateTimeFormat(currentLanguage(), { hour: '2-digit', minute: '2-digit', hour12: false }).format(
        new Date(clock.now),
      )
    : '--:--'
  return (
    <section className={classes.phone} aria-label={t('phone.label', { person })}>
      <div className={classes.glass}>
        <div className={classes.status}>
          <span className="tabular">{time}</span>
          <span className={classes.island} aria-hidden />
          <span aria-hidden style={{ display: 'flex', gap: 4 }}>
            <IconWifi size={16} />
            <IconBattery3 size={18} />
          </span>
        </div>
        {SCREENS[screen]()}
        {screen !== 'story' && (
          <nav className={classes.dock} aria-label={t('phone.screens')}>
            <Dock
              to="profile"
              current={screen !== 'chat'}
              label={t('phone.profile')}
              icon={<IconGridDots aria-hidden />}
            />
            <Text size="xs" c="dimmed" style={{ alignSelf: 'center' }} truncate maw={170}>
              {t('phone.holder', { person })}
            </Text>
            <Dock
              to="chat"
              current={screen === 'chat'}
              label={t('phone.messages', { account: account.username })}
              icon={<IconSend2 aria-hidden />}
            />
          </nav>
        )}
      </div>
    </section>
  )
}

function Dock({ to, current, label, icon }: { to: Screen; current: boolean; label: string; icon: ReactNode }) {
  const show = useShow()
  return (
    <ActionIcon
      variant={current ? 'light' : 'subtle'}
      color={current ? 'brand' : 'gray'}
      size="lg"
      radius="xl"
      aria-label={label}
      aria-current={current || undefined}
      onClick={() => show({ screen: to, media: undefined })}
    >
      {icon}
    </ActionIcon>
  )
}
