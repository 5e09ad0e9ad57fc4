import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'
import { readCommentSearch, readEventSearch, readInboxSearch, readLogSearch, readRuleSearch } from './search'

export const inboxRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/inbox',
    validateSearch: readInboxSearch,
    component: lazyRouteComponent(() => import('./conversations/InboxPage'), 'InboxPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/inbox/replies',
    component: lazyRouteComponent(() => import('./composer/RepliesPage'), 'RepliesPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/inbox/events',
    validateSearch: readEventSearch,
    component: lazyRouteComponent(() => import('./journal/EventsPage'), 'EventsPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/comments',
    validateSearch: readCommentSearch,
    component: lazyRouteComponent(() => import('./comments/CommentsPage'), 'CommentsPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/automation',
    validateSearch: readRuleSearch,
    component: lazyRouteComponent(() => import('./automation/RulesPage'), 'RulesPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/automation/log',
    validateSearch: readLogSearch,
    component: lazyRouteComponent(() => import('./automation/LogPage'), 'LogPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/automation/menu',
    validateSearch: readRuleSearch,
    component: lazyRouteComponent(() => import('./automation/MenuPage'), 'MenuPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/automation/$ruleId',
    validateSearch: readRuleSearch,
    component: lazyRouteComponent(() => import('./rule/RulePage'), 'RulePage'),
  }),
] as const
