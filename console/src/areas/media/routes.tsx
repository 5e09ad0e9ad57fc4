import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

interface MediaSearch {
  q?: string
  kind?: 'image' | 'video'
  /** Whose details are open. */
  item?: string
}

export const mediaRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/media',
    validateSearch: (search: Record<string, unknown>): MediaSearch => ({
      q: typeof search.q === 'string' && search.q ? search.q : undefined,
      kind: search.kind === 'image' || search.kind === 'video' ? search.kind : undefined,
      item: typeof search.item === 'string' && search.item ? search.item : undefined,
    }),
    component: lazyRouteComponent(() => import('./MediaPage'), 'MediaPage'),
  }),
] as const
