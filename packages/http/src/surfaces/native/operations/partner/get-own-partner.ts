import { findOwnPartner } from '@dawk/core/tenancy/partners/own-partner.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { PartnerView, toPartnerView } from './partner-view.ts'

export const getOwnPartner = operation({
  route: 'GET /partner',
  tag: 'Partner',
  scope: 'account:read',
  refuses: ['not_found'],
  summary: 'Get the partner of the account',
  description:
    'And what it may do here. Its keys and tokens are among the API keys, with `delegation`. 404: there is no partner.',
  reply: { 200: PartnerView },
  handle: async ({ ctx, caller }) => toPartnerView(orNotFound(await findOwnPartner(ctx.core, caller), 'partner')),
})
