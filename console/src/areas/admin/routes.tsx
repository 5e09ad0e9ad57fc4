import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

const adminRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/admin',
  component: lazyRouteComponent(() => import('./AdminsOnly'), 'AdminsOnly'),
})

const getParentRoute = () => adminRoute

export const adminRoutes = [
  adminRoute.addChildren([
    createRoute({
      getParentRoute,
      path: '/',
      component: lazyRouteComponent(() => import('./AdminsOnly'), 'AdminIndex'),
    }),
    createRoute({
      getParentRoute,
      path: '/status',
      component: lazyRouteComponent(() => import('./StatusPage'), 'StatusPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/users',
      validateSearch: (search: Record<string, unknown>): { q?: string } =>
        typeof search.q === 'string' && search.q ? { q: search.q } : {},
      component: lazyRouteComponent(() => import('./UsersPage'), 'UsersPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/jobs',
      component: lazyRouteComponent(() => import('./JobsPage'), 'JobsPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/schedules',
      component: lazyRouteComponent(() => import('./SchedulesPage'), 'SchedulesPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/audit',
      validateSearch: (search: Record<string, unknown>): { subject?: string } =>
        typeof search.subject === 'string' && search.subject ? { subject: search.subject } : {},
      component: lazyRouteComponent(() => import('./AuditPage'), 'AuditPage'),
    }),
  ]),
] as const
