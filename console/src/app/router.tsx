import { createRouter } from '@tanstack/react-router'
import { adminRoutes } from '~/areas/admin/routes'
import { analyticsRoutes } from '~/areas/analytics/routes'
import { audienceRoutes } from '~/areas/audience/routes'
import { calendarRoutes } from '~/areas/calendar/routes'
import { campaignRoutes } from '~/areas/campaigns/routes'
import { composerRoutes } from '~/areas/composer/routes'
import { exchangeRoutes } from '~/areas/exchange/routes'
import { homeRoutes } from '~/areas/home/routes'
import { inboxRoutes } from '~/areas/inbox/routes'
import { mediaRoutes } from '~/areas/media/routes'
import { openRoutes } from '~/areas/open/routes'
import { postRoutes } from '~/areas/posts/routes'
import { sandboxRoutes } from '~/areas/sandbox/routes'
import { settingsRoutes } from '~/areas/settings/routes'
import { startRoutes } from '~/areas/start/routes'
import { appRoute, publicRoute, rootRoute } from './root'

const tree = rootRoute.addChildren([
  appRoute.addChildren([
    ...homeRoutes,
    ...calendarRoutes,
    ...composerRoutes,
    ...postRoutes,
    ...mediaRoutes,
    ...campaignRoutes,
    ...analyticsRoutes,
    ...inboxRoutes,
    ...audienceRoutes,
    ...exchangeRoutes,
    ...settingsRoutes,
    ...adminRoutes,
    ...sandboxRoutes,
  ]),
  publicRoute.addChildren([...startRoutes, ...openRoutes]),
])

export const router = createRouter({ routeTree: tree, defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
