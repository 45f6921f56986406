import { revokeOnboardingLink as revoke } from '@dawk/core/tenancy/partners/onboarding-links.ts'
import { operation } from '#operations/operation.ts'
import { LinkParams, OnboardingLinkView, toLinkView } from './onboarding-schemas.ts'

export const revokeOnboardingLink = operation({
  route: 'DELETE /accounts/:id/onboarding-links/:linkId',
  of: 'account',
  tag: 'Onboarding',
  scope: 'partner:write',
  summary: 'Revoke an onboarding link',
  description: 'One that was used stays used.',
  params: LinkParams,
  reply: { 200: OnboardingLinkView },
  handle: async ({ ctx, caller, id, params: { linkId } }) => toLinkView(await revoke(ctx.core, caller, id, linkId)),
})
