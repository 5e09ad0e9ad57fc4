import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export const mediaRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/media',
    component: lazyRouteComponent(() => import('./MediaPage'), 'MediaPage'),
  }),
] as const
