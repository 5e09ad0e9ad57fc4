import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { publicRoute } from '~/app/root'

export const openRoutes = [
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/exchange/$slug',
    component: lazyRouteComponent(() => import('./OpenPage'), 'OpenPage'),
  }),
] as const
