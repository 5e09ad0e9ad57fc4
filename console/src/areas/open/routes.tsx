import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { publicRoute } from '~/app/root'

export const openRoutes = [
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/exchange/$slug',
    component: lazyRouteComponent(() => import('./front/FrontPage'), 'FrontPage'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/exchange/$slug/me',
    component: lazyRouteComponent(() => import('./me/MePage'), 'MePage'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/exchange/$slug/consumer',
    component: lazyRouteComponent(() => import('./join/ConsumerPage'), 'ConsumerPage'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/exchange/$slug/producer',
    component: lazyRouteComponent(() => import('./join/ProducerPage'), 'ProducerPage'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/unfollow-checker',
    component: lazyRouteComponent(() => import('./checker/CheckerPage'), 'CheckerPage'),
  }),
] as const
