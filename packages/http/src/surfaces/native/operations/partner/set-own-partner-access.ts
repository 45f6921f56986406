import { findOwnPartner, setPartnerAccess } from '@dawk/core/tenancy/partners/own-partner.ts'
import Type from 'typebox'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { Access, PartnerView, toPartnerView } from './partner-view.ts'

export const setOwnPartnerAccess = operation({
  route: 'PATCH /partner',
  tag: 'Partner',
  scope: 'account:write',
  refuses: ['not_found'],
  summary: 'Set what the partner may do here',
  description:
    'With less than before, the keys and tokens of the partner that open more than that are refused from now on.',
  body: Type.Object({ access: Access }, { ...strict, examples: [{ access: 'none' }] }),
  reply: { 200: PartnerView },
  async handle({ ctx, caller, body }) {
    await setPartnerAccess(ctx.core, caller, body.access)
    return toPartnerView(orNotFound(await findOwnPartner(ctx.core, caller), 'partner'))
  },
})
