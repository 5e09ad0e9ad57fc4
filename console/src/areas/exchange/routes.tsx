import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

type Search = Record<string, unknown>

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((name) => name === value)
}

/** Only what is there stays in the address. */
function present<T extends Record<string, unknown>>(search: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as never
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

const communityRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/community',
  component: lazyRouteComponent(() => import('./frame/CommunityFrame'), 'CommunityFrame'),
})

const MEMBER_STATES = ['active', 'suspended', 'left'] as const
const COMMENT_STATES = [
  'waiting',
  'approved',
  'sending',
  'posted',
  'unconfirmed',
  'failed',
  'rejected',
  'cancelled',
] as const
const APPEAL_STATES = ['open', 'accepted', 'rejected'] as const
const PARTICIPANT_STATES = ['pending', 'active', 'inactive'] as const

const pages = [
  createRoute({
    getParentRoute: () => communityRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./overview/OverviewPage'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => communityRoute,
    path: 'members',
    validateSearch: ({ search, status, member }: Search) =>
      present({ search: text(search), status: oneOf(status, MEMBER_STATES), member: text(member) }),
    component: lazyRouteComponent(() => import('./members/MembersPage'), 'MembersPage'),
  }),
  createRoute({
    getParentRoute: () => communityRoute,
    path: 'week',
    validateSearch: ({ week, view, row }: Search) =>
      present({ week: text(week), view: oneOf(view, ['requests'] as const), row: text(row) }),
    component: lazyRouteComponent(() => import('./week/WeekPage'), 'WeekPage'),
  }),
  createRoute({
    getParentRoute: () => communityRoute,
    path: 'imports',
    validateSearch: ({ chat }: Search) => present({ chat: text(chat) }),
    component: lazyRouteComponent(() => import('./imports/ImportsPage'), 'ImportsPage'),
  }),
  createRoute({
    getParentRoute: () => communityRoute,
    path: 'approvals',
    validateSearch: ({ status, run }: Search) => present({ status: oneOf(status, COMMENT_STATES), run: text(run) }),
    component: lazyRouteComponent(() => import('./comments/ApprovalsPage'), 'ApprovalsPage'),
  }),
  createRoute({
    getParentRoute: () => communityRoute,
    path: 'rounds',
    component: lazyRouteComponent(() => import('./comments/RoundsPage'), 'RoundsPage'),
  }),
  createRoute({
    getParentRoute: () => communityRoute,
    path: 'producers',
    validateSearch: ({ status }: Search) => present({ status: oneOf(status, PARTICIPANT_STATES) }),
    component: lazyRouteComponent(() => import('./comments/ProducersPage'), 'ProducersPage'),
  }),
  createRoute({
    getParentRoute: () => communityRoute,
    path: 'consumers',
    validateSearch: ({ status }: Search) => present({ status: oneOf(status, PARTICIPANT_STATES) }),
    component: lazyRouteComponent(() => import('./comments/ConsumersPage'), 'ConsumersPage'),
  }),
  createRoute({
    getParentRoute: () => communityRoute,
    path: 'helpers',
    component: lazyRouteComponent(() => import('./helpers/HelpersPage'), 'HelpersPage'),
  }),
  createRoute({
    getParentRoute: () => communityRoute,
    path: 'notices',
    component: lazyRouteComponent(() => import('./notices/NoticesPage'), 'NoticesPage'),
  }),
  createRoute({
    getParentRoute: () => communityRoute,
    path: 'appeals',
    validateSearch: ({ status }: Search) => present({ status: oneOf(status, APPEAL_STATES) }),
    component: lazyRouteComponent(() => import('./appeals/AppealsPage'), 'AppealsPage'),
  }),
  createRoute({
    getParentRoute: () => communityRoute,
    path: 'ledger',
    validateSearch: ({ from, to }: Search) => present({ from: text(from), to: text(to) }),
    component: lazyRouteComponent(() => import('./ledger/LedgerPage'), 'LedgerPage'),
  }),
  createRoute({
    getParentRoute: () => communityRoute,
    path: 'settings',
    component: lazyRouteComponent(() => import('./settings/CommunitySettingsPage'), 'CommunitySettingsPage'),
  }),
] as const

export const exchangeRoutes = [communityRoute.addChildren(pages)] as const
