import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export const composerRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/compose',
    component: lazyRouteComponent(() => import('./ComposerPage'), 'ComposerPage'),
  }),
] as const
