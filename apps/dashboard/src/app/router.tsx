import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { sessionQuery } from '#lib/session/session.ts'
import { LoadingPage, NotFoundPage, ProblemPage } from './fallbacks.tsx'
import { SignedInLayout } from './signed-in-layout.tsx'

interface RouterContext {
  queryClient: QueryClient
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFoundPage })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search['next'] === 'string' ? { next: search['next'] } : {},
  component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: SignedInLayout,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (session === null) throw redirect({ to: '/sign-in', search: { next: location.href } })
  },
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
})

interface InboxSearch {
  view?: string | undefined
  search?: string | undefined
  label?: string | undefined
  priority?: (typeof priorities)[number] | undefined
}

const priorities = ['low', 'normal', 'high', 'urgent'] as const
const priorityOf = (value: unknown) => priorities.find((one) => one === value)

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: '/inbox',
  validateSearch: ({ view, search, label, priority }: Record<string, unknown>): InboxSearch => ({
    ...(typeof label === 'string' && { label }),
    ...(priorityOf(priority) && { priority: priorityOf(priority) }),
    ...(typeof view === 'string' && { view }),
    ...(typeof search === 'string' && { search }),
  }),
  component: lazyRouteComponent(() => import('../features/inbox/inbox-page.tsx'), 'InboxPage'),
})

const conversation = createRoute({
  getParentRoute: () => inbox,
  path: '$conversationId',
  component: lazyRouteComponent(() => import('../features/inbox/conversation-pane.tsx'), 'ConversationPane'),
})

const contacts = createRoute({
  getParentRoute: () => signedIn,
  path: '/contacts',
  validateSearch: ({ search }: Record<string, unknown>): { search?: string } =>
    typeof search === 'string' ? { search } : {},
  component: lazyRouteComponent(() => import('../features/contacts/contacts-page.tsx'), 'ContactsPage'),
})

const contact = createRoute({
  getParentRoute: () => signedIn,
  path: '/contacts/$contactId',
  component: lazyRouteComponent(() => import('../features/contacts/contact-page.tsx'), 'ContactPage'),
})

const imports = createRoute({
  getParentRoute: () => signedIn,
  path: '/imports',
  component: lazyRouteComponent(() => import('../features/imports/imports-page.tsx'), 'ImportsPage'),
})

const oneImport = createRoute({
  getParentRoute: () => signedIn,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('../features/imports/import-page.tsx'), 'ImportPage'),
})

const segments = createRoute({
  getParentRoute: () => signedIn,
  path: '/segments',
  component: lazyRouteComponent(() => import('../features/segments/segments-page.tsx'), 'SegmentsPage'),
})

const newSegment = createRoute({
  getParentRoute: () => signedIn,
  path: '/segments/new',
  component: lazyRouteComponent(() => import('../features/segments/segment-page.tsx'), 'NewSegmentPage'),
})

const segment = createRoute({
  getParentRoute: () => signedIn,
  path: '/segments/$segmentId',
  component: lazyRouteComponent(() => import('../features/segments/segment-page.tsx'), 'SegmentPage'),
})

const consent = createRoute({
  getParentRoute: () => signedIn,
  path: '/consent',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: string } => (typeof tab === 'string' ? { tab } : {}),
  component: lazyRouteComponent(() => import('../features/consent/consent-page.tsx'), 'ConsentPage'),
})

const numbers = createRoute({
  getParentRoute: () => signedIn,
  path: '/numbers',
  component: lazyRouteComponent(() => import('../features/numbers/numbers-page.tsx'), 'NumbersPage'),
})

const number = createRoute({
  getParentRoute: () => signedIn,
  path: '/numbers/$numberId',
  component: lazyRouteComponent(() => import('../features/numbers/number-page.tsx'), 'NumberPage'),
})

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

const wallet = createRoute({
  getParentRoute: () => signedIn,
  path: '/wallet',
  validateSearch: ({ topUp }: Record<string, unknown>): { topUp?: string } =>
    typeof topUp === 'string' ? { topUp } : {},
  component: lazyRouteComponent(() => import('../features/wallet/wallet-page.tsx'), 'WalletPage'),
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

const developers = createRoute({
  getParentRoute: () => signedIn,
  path: '/developers',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: string } => (typeof tab === 'string' ? { tab } : {}),
  component: lazyRouteComponent(() => import('../features/developers/developers-page.tsx'), 'DevelopersPage'),
})

const endpoint = createRoute({
  getParentRoute: () => signedIn,
  path: '/developers/webhooks/$endpointId',
  component: lazyRouteComponent(() => import('../features/developers/endpoint-page.tsx'), 'EndpointPage'),
})

const team = createRoute({
  getParentRoute: () => signedIn,
  path: '/team',
  component: lazyRouteComponent(() => import('../features/team/team-page.tsx'), 'TeamPage'),
})

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
})

const routeTree = root.addChildren([
  signIn,
  signedIn.addChildren([
    home,
    inbox.addChildren([conversation]),
    contacts,
    contact,
    segments,
    newSegment,
    segment,
    consent,
    imports,
    oneImport,
    templates,
    newTemplate,
    template,
    campaigns,
    newCampaign,
    campaign,
    numbers,
    number,
    wallet,
    developers,
    endpoint,
    team,
    settings,
  ]),
])

export const createAppRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    basepath: '/app',
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingComponent: LoadingPage,
    defaultErrorComponent: ProblemPage,
    defaultNotFoundComponent: NotFoundPage,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
