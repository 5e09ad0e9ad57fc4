import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export interface ComposeSearch {
  /** When it is to go out, ISO 8601. */
  at?: string
  account?: string
  campaign?: string
  /** Items of the library, comma-separated. */
  media?: string
  caption?: string
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

function validateSearch(search: Record<string, unknown>): ComposeSearch {
  return {
    at: text(search.at),
    account: text(search.account),
    campaign: text(search.campaign),
    media: text(search.media),
    caption: text(search.caption),
  }
}

const getParentRoute = () => appRoute

export const composerRoutes = [
  createRoute({
    getParentRoute,
    path: '/compose',
    validateSearch,
    component: lazyRouteComponent(() => import('./ComposePage'), 'NewPostPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/compose/$postId',
    component: lazyRouteComponent(() => import('./ComposePage'), 'EditPostPage'),
  }),
] as const
