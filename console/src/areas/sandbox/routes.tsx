import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export const PANELS = ['play', 'faults', 'clock', 'mail', 'world'] as const
export const SCREENS = ['profile', 'post', 'story', 'chat'] as const

export type Panel = (typeof PANELS)[number]
export type Screen = (typeof SCREENS)[number]

export interface SandboxSearch {
  /** The Instagram account one looks at. */
  account?: string
  /** The person whose phone one holds. */
  as?: string
  screen?: Screen
  media?: string
  panel?: Panel
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined
}

function validateSearch(search: Record<string, unknown>): SandboxSearch {
  const found = {
    account: text(search.account),
    as: text(search.as),
    screen: SCREENS.find((name) => name === search.screen),
    media: text(search.media),
    panel: PANELS.find((name) => name === search.panel),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

export const sandboxRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/sandbox',
    validateSearch,
    component: lazyRouteComponent(() => import('./SandboxPage'), 'SandboxPage'),
  }),
] as const
