import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'
import { postsSearch } from './list/search'

const word = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

export const postRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/posts',
    validateSearch: postsSearch,
    component: lazyRouteComponent(() => import('./PostsPage'), 'PostsPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/posts/import',
    validateSearch: (found: Record<string, unknown>): { id?: string } => ({ id: word(found.id) }),
    component: lazyRouteComponent(() => import('./import/ImportPage'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/posts/recurring',
    validateSearch: (found: Record<string, unknown>): { edit?: string } => ({ edit: word(found.edit) }),
    component: lazyRouteComponent(() => import('./recurring/RecurringPage'), 'RecurringPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/posts/$postId',
    component: lazyRouteComponent(() => import('./post/PostPage'), 'PostPage'),
  }),
] as const
