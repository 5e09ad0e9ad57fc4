import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export const calendarRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/calendar',
    component: lazyRouteComponent(() => import('./CalendarPage'), 'CalendarPage'),
  }),
] as const
