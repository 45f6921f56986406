/** Whom the business knows. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ofTab, signedIn } from './base-routes.ts'

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
  validateSearch: ofTab,
  component: lazyRouteComponent(() => import('../features/consent/consent-page.tsx'), 'ConsentPage'),
})

export const peopleRoutes = [contacts, contact, imports, oneImport, segments, newSegment, segment, consent] as const
