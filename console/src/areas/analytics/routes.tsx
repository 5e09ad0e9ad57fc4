import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export type PeriodName = 'last_7_days' | 'last_30_days' | 'last_90_days'
const PERIODS: readonly string[] = ['last_7_days', 'last_30_days', 'last_90_days']

const getParentRoute = () => appRoute

export const analyticsRoutes = [
  createRoute({
    getParentRoute,
    path: '/analytics',
    validateSearch: (search: Record<string, unknown>): { period?: PeriodName; account?: string } => ({
      period: PERIODS.includes(String(search.period)) ? (search.period as PeriodName) : undefined,
      account: typeof search.account === 'string' ? search.account : undefined,
    }),
    component: lazyRouteComponent(() => import('./AnalyticsPage'), 'AnalyticsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/analytics/reports',
    component: lazyRouteComponent(() => import('./reports/ReportsPage'), 'ReportsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/analytics/ai',
    component: lazyRouteComponent(() => import('./ai/AiPage'), 'AiPage'),
  }),
] as const
