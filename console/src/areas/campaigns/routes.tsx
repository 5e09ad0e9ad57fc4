import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '~/app/root'

export const campaignRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/campaigns',
    component: lazyRouteComponent(() => import('./CampaignsPage'), 'CampaignsPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/campaigns/$campaignId',
    component: lazyRouteComponent(() => import('./CampaignPage'), 'CampaignPage'),
  }),
] as const
