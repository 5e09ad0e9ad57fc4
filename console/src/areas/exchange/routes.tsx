import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export const exchangeRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/community',
    component: lazyRouteComponent(() => import('./ExchangePage'), 'ExchangePage'),
  }),
] as const
