import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ofTab, signedIn } from './base-routes.ts'

const templates = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates',
  component: lazyRouteComponent(() => import('../features/templates/templates-page.tsx'), 'TemplatesPage'),
})

const newTemplate = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/new',
  component: lazyRouteComponent(() => import('../features/templates/new-template-page.tsx'), 'NewTemplatePage'),
})

const template = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/$templateId',
  component: lazyRouteComponent(() => import('../features/templates/template-page.tsx'), 'TemplatePage'),
})

const campaigns = createRoute({
  getParentRoute: () => signedIn,
  path: '/campaigns',
  component: lazyRouteComponent(() => import('../features/campaigns/campaigns-page.tsx'), 'CampaignsPage'),
})

const newCampaign = createRoute({
  getParentRoute: () => signedIn,
  path: '/campaigns/new',
  component: lazyRouteComponent(() => import('../features/campaigns/new-campaign-page.tsx'), 'NewCampaignPage'),
})

const campaign = createRoute({
  getParentRoute: () => signedIn,
  path: '/campaigns/$campaignId',
  component: lazyRouteComponent(() => import('../features/campaigns/campaign-page.tsx'), 'CampaignPage'),
})

const drips = createRoute({
  getParentRoute: () => signedIn,
  path: '/drips',
  component: lazyRouteComponent(() => import('../features/drips/drips-page.tsx'), 'DripsPage'),
})

const newDrip = createRoute({
  getParentRoute: () => signedIn,
  path: '/drips/new',
  component: lazyRouteComponent(() => import('../features/drips/new-drip-page.tsx'), 'NewDripPage'),
})

const drip = createRoute({
  getParentRoute: () => signedIn,
  path: '/drips/$dripId',
  validateSearch: ofTab,
  component: lazyRouteComponent(() => import('../features/drips/drip-page.tsx'), 'DripPage'),
})

const bots = createRoute({
  getParentRoute: () => signedIn,
  path: '/bots',
  component: lazyRouteComponent(() => import('../features/bots/flows-page.tsx'), 'FlowsPage'),
})

const bot = createRoute({
  getParentRoute: () => signedIn,
  path: '/bots/$flowId',
  validateSearch: ofTab,
  component: lazyRouteComponent(() => import('../features/bots/flow-page.tsx'), 'FlowPage'),
})

const analytics = createRoute({
  getParentRoute: () => signedIn,
  path: '/analytics',
  component: lazyRouteComponent(() => import('../features/analytics/analytics-page.tsx'), 'AnalyticsPage'),
})

const integrations = createRoute({
  getParentRoute: () => signedIn,
  path: '/integrations',
  component: lazyRouteComponent(() => import('../features/integrations/integrations-page.tsx'), 'IntegrationsPage'),
})

const eventSource = createRoute({
  getParentRoute: () => signedIn,
  path: '/integrations/sources/$sourceId',
  validateSearch: ofTab,
  component: lazyRouteComponent(() => import('../features/integrations/source-page.tsx'), 'SourcePage'),
})

export const outreachRoutes = [
  templates,
  newTemplate,
  template,
  campaigns,
  newCampaign,
  campaign,
  drips,
  newDrip,
  drip,
  bots,
  bot,
  analytics,
  integrations,
  eventSource,
] as const
