import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { publicRoute } from '~/app/root'

export const startRoutes = [
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/sign-in',
    validateSearch: (search: Record<string, unknown>): { next?: string } =>
      typeof search.next === 'string' ? { next: search.next } : {},
    component: lazyRouteComponent(() => import('./SignInPage'), 'SignInPage'),
  }),
] as const
