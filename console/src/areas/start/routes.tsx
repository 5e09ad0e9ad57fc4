import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { publicRoute } from '~/app/root'

type Search = Record<string, unknown>
const withToken = (search: Search): { token: string } => ({ token: String(search.token ?? '') })
const getParentRoute = () => publicRoute

export const startRoutes = [
  createRoute({
    getParentRoute,
    path: '/sign-in',
    validateSearch: (search: Search): { next?: string } =>
      typeof search.next === 'string' ? { next: search.next } : {},
    component: lazyRouteComponent(() => import('./SignInPage'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/register',
    validateSearch: (search: Search): { invitation?: string } =>
      typeof search.invitation === 'string' ? { invitation: search.invitation } : {},
    component: lazyRouteComponent(() => import('./RegisterPage'), 'RegisterPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/forgot-password',
    component: lazyRouteComponent(() => import('./ForgotPage'), 'ForgotPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/reset-password',
    validateSearch: withToken,
    component: lazyRouteComponent(() => import('./ResetPage'), 'ResetPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/verify-email',
    validateSearch: withToken,
    component: lazyRouteComponent(() => import('./VerifyPage'), 'VerifyPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/accept-invitation',
    validateSearch: withToken,
    component: lazyRouteComponent(() => import('./InvitationPage'), 'InvitationPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/setup',
    component: lazyRouteComponent(() => import('./SetupPage'), 'SetupPage'),
  }),
] as const
