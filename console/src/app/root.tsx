/** The two frames that every page stands in: with the menu for whoever is signed in, and alone for everybody. */
import { createRootRouteWithContext, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { isSignedIn } from '~/api/session'
import { NotFound } from '~/ui/NotFound'
import { PageFault } from '~/ui/PageFault'

export const rootRoute = createRootRouteWithContext()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: PageFault,
})

/** Pages of the product: menu, live updates, only for whoever is signed in; others sign in first and come back. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  beforeLoad: ({ location }) => {
    if (!isSignedIn()) throw redirect({ to: '/sign-in', search: { next: location.href } })
  },
  component: lazyRouteComponent(() => import('./shell/Shell'), 'Shell'),
})

/** Pages for everybody: signing in, links from mails, the community's public side. */
export const publicRoute = createRoute({ getParentRoute: () => rootRoute, id: 'public', component: Outlet })
