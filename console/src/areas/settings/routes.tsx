import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

const getParentRoute = () => appRoute

export const settingsRoutes = [
  createRoute({
    getParentRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('./SettingsIndex'), 'SettingsIndex'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/accounts',
    validateSearch: (search: Record<string, unknown>): { connected?: string } =>
      typeof search.connected === 'string' ? { connected: search.connected } : {},
    component: lazyRouteComponent(() => import('./accounts/AccountsPage'), 'AccountsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/profile',
    component: lazyRouteComponent(() => import('./profile/ProfilePage'), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/workspace',
    component: lazyRouteComponent(() => import('./workspace/WorkspacePage'), 'WorkspacePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/keys',
    component: lazyRouteComponent(() => import('./keys/KeysPage'), 'KeysPage'),
  }),
] as const
