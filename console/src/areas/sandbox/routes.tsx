import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export const sandboxRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/sandbox',
    component: lazyRouteComponent(() => import('./SandboxPage'), 'SandboxPage'),
  }),
] as const
