import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

const getParentRoute = () => appRoute

export const adminRoutes = [
  createRoute({
    getParentRoute,
    path: '/admin',
    component: lazyRouteComponent(() => import('./AdminsOnly'), 'AdminIndex'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/status',
    component: lazyRouteComponent(() => import('./pages'), 'StatusPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/users',
    validateSearch: (search: Record<string, unknown>): { q?: string } =>
      typeof search.q === 'string' && search.q ? { q: search.q } : {},
    component: lazyRouteComponent(() => import('./pages'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/jobs',
    component: lazyRouteComponent(() => import('./pages'), 'JobsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/schedules',
    component: lazyRouteComponent(() => import('./pages'), 'SchedulesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/audit',
    validateSearch: (search: Record<string, unknown>): { subject?: string } =>
      typeof search.subject === 'string' && search.subject ? { subject: search.subject } : {},
    component: lazyRouteComponent(() => import('./pages'), 'AuditPage'),
  }),
] as const
