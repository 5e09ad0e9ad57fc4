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
  /** The draft that has been made meanwhile. */
  post?: string
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

const moment = (value: unknown): string | undefined => {
  const given = text(value)
  return given && !Number.isNaN(Date.parse(given)) ? given : undefined
}

function validateSearch(search: Record<string, unknown>): ComposeSearch {
  return {
    at: moment(search.at),
    account: text(search.account),
    campaign: text(search.campaign),
    media: text(search.media),
    caption: text(search.caption),
    post: text(search.post),
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
