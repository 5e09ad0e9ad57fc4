import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export const mediaRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/media',
    validateSearch: (search: Record<string, unknown>): { q?: string; kind?: 'image' | 'video' } => ({
      q: typeof search.q === 'string' && search.q ? search.q : undefined,
      kind: search.kind === 'image' || search.kind === 'video' ? search.kind : undefined,
    }),
    component: lazyRouteComponent(() => import('./MediaPage'), 'MediaPage'),
  }),
] as const
