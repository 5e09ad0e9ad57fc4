import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'
import { CHANGES, LISTS, ORDERS } from './data/names'

type Search = Record<string, unknown>

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((name) => name === value)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined
}

/** Only what is there stays in the address. */
function present<T extends object>(search: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as never
}

export const ADDING = ['export', 'session', 'name'] as const
export const PROFILE_TABS = ['story', 'snapshots', 'whitelist', 'settings'] as const

export const audienceRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/audience',
    validateSearch: ({ add }: Search) => present({ add: oneOf(add, ADDING) }),
    component: lazyRouteComponent(() => import('./overview/AudiencePage'), 'AudiencePage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/audience/$profileId',
    validateSearch: ({ tab, person, add }: Search) =>
      present({ tab: oneOf(tab, PROFILE_TABS), person: text(person), add: oneOf(add, ['export', 'session'] as const) }),
    component: lazyRouteComponent(() => import('./profile/ProfilePage'), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/audience/$profileId/$snapshotId',
    validateSearch: ({ list, change, since, of, q, order, hide, person }: Search) =>
      present({
        list: oneOf(list, LISTS),
        change: oneOf(change, CHANGES),
        since: text(since),
        of: oneOf(of, ['following'] as const),
        q: text(q),
        order: oneOf(order, ORDERS),
        hide: hide === true ? true : undefined,
        person: text(person),
      }),
    component: lazyRouteComponent(() => import('./snapshot/SnapshotPage'), 'SnapshotPage'),
  }),
] as const
