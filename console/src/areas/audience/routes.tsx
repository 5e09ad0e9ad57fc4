import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export const audienceRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/audience',
    component: lazyRouteComponent(() => import('./AudiencePage'), 'AudiencePage'),
  }),
] as const
