import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export const inboxRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/inbox',
    component: lazyRouteComponent(() => import('./InboxPage'), 'InboxPage'),
  }),
] as const
