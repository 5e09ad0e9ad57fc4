import '@mantine/spotlight/styles.css'
import { AppShell, Box, VisuallyHidden } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { follow, type LiveState } from '~/api/live'
import { isSignedIn, onSessionChange } from '~/api/session'
import { PageSkeleton } from '~/ui/PageSkeleton'
import { Commands } from './Commands'
import { PhoneBar } from './PhoneBar'
import classes from './Shell.module.css'
import { Sidebar } from './Sidebar'
import { TopBar } from './TopBar'

/** The frame of the product: menu, search, Create, and live updates for what stands inside. */
export function Shell() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [menuOpen, menu] = useDisclosure(false)
  const [live, setLive] = useState<LiveState>('connecting')
  const isPhone = useMediaQuery('(max-width: 61.99em)', undefined, { getInitialValueInEffect: false })
  const path = useRouterState({ select: (state) => state.location.pathname })

  useEffect(() => follow(setLive), [])
  useEffect(
    () =>
      onSessionChange(() => {
        if (isSignedIn()) return
        cache.clear()
        void navigate({ to: '/sign-in', search: {} })
      }),
    [navigate],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new page closes the menu
  useEffect(() => menu.close(), [path])

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'md', collapsed: { mobile: !menuOpen } }}
      footer={{ height: isPhone ? 60 : 0 }}
      padding={{ base: 'sm', md: 'lg' }}
    >
      <a href="#content" className={classes.skip}>
        {t('nav.skip')}
      </a>
      <AppShell.Header className={classes.bar}>
        <TopBar live={live} menuOpen={menuOpen} onMenu={menu.toggle} />
      </AppShell.Header>
      <AppShell.Navbar p="xs" className={classes.bar} aria-label={t('nav.main')}>
        <Sidebar />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <Box maw={1440} mx="auto">
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </Box>
        <VisuallyHidden aria-live="polite">{live === 'away' ? t('live.away') : ''}</VisuallyHidden>
      </AppShell.Main>
      {isPhone && (
        <AppShell.Footer className={classes.bar}>
          <PhoneBar onMore={menu.toggle} />
        </AppShell.Footer>
      )}
      <Commands />
    </AppShell>
  )
}
