import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export const analyticsRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/analytics',
    component: lazyRouteComponent(() => import('./AnalyticsPage'), 'AnalyticsPage'),
  }),
] as const
