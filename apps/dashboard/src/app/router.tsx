import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { ofTab, root, signedIn, signIn } from './base-routes.ts'
import { LoadingPage, NotFoundPage, ProblemPage } from './fallbacks.tsx'
import { outreachRoutes } from './outreach-routes.ts'
import { peopleRoutes } from './people-routes.ts'

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

const wallet = createRoute({
  getParentRoute: () => signedIn,
  path: '/wallet',
  validateSearch: ({ topUp }: Record<string, unknown>): { topUp?: string } =>
    typeof topUp === 'string' ? { topUp } : {},
  component: lazyRouteComponent(() => import('../features/wallet/wallet-page.tsx'), 'WalletPage'),
})

const developers = createRoute({
  getParentRoute: () => signedIn,
  path: '/developers',
  validateSearch: ofTab,
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
    ...peopleRoutes,
    ...outreachRoutes,
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
