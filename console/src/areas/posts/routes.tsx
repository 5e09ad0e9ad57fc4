import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export const postRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/posts',
    component: lazyRouteComponent(() => import('./PostsPage'), 'PostsPage'),
  }),
] as const
