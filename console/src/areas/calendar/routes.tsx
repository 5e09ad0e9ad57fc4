import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'
import { calendarSearch } from './search'

export const calendarRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/calendar',
    validateSearch: calendarSearch,
    component: lazyRouteComponent(() => import('./CalendarPage'), 'CalendarPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/calendar/slots',
    component: lazyRouteComponent(() => import('./SlotsLink'), 'SlotsLink'),
  }),
] as const
