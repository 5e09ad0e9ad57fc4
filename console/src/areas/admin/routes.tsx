import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

const getParentRoute = () => appRoute

export const adminRoutes = [
  createRoute({
    getParentRoute,
    path: '/admin',
    beforeLoad: () => {
      throw redirect({ to: '/admin/status' })
    },
  }),
  createRoute({
    getParentRoute,
    path: '/admin/status',
    component: lazyRouteComponent(() => import('./StatusPage'), 'StatusPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/users',
    validateSearch: (search: Record<string, unknown>): { q?: string } =>
      typeof search.q === 'string' && search.q ? { q: search.q } : {},
    component: lazyRouteComponent(() => import('./UsersPage'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/jobs',
    component: lazyRouteComponent(() => import('./JobsPage'), 'JobsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/schedules',
    component: lazyRouteComponent(() => import('./SchedulesPage'), 'SchedulesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/audit',
    validateSearch: (search: Record<string, unknown>): { subject?: string } =>
      typeof search.subject === 'string' && search.subject ? { subject: search.subject } : {},
    component: lazyRouteComponent(() => import('./AuditPage'), 'AuditPage'),
  }),
] as const
