import { listOnboardingLinks as listLinks } from '@dawk/core/tenancy/partners/onboarding-links.ts'
import { list } from '#operations/list.ts'
import { OnboardingLinkView, toLinkView } from './onboarding-schemas.ts'

export const listOnboardingLinks = list({
  route: 'GET /accounts/:id/onboarding-links',
  of: 'account',
  tag: 'Onboarding',
  scope: 'partner:read',
  summary: 'List onboarding links',
  description: 'Newest first, without what opens them.',
  item: OnboardingLinkView,
  read: ({ ctx, caller, id }, page) => listLinks(ctx.core, caller, id, page),
  view: toLinkView,
})
