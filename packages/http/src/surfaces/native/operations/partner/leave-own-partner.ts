import { returnUnspent } from '@dawk/core/commerce/partners/transfers.ts'
import { leavePartner } from '@dawk/core/tenancy/partners/own-partner.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'

export const leaveOwnPartner = operation({
  route: 'DELETE /partner',
  tag: 'Partner',
  scope: 'account:write',
  refuses: ['not_found'],
  summary: 'Leave the partner',
  description:
    'At once and for good. Its keys end, and so does a suspension by it. What it gave to the wallet and nobody has spent goes back. Numbers, data and members of the account stay as they are.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller }) {
    await leavePartner(ctx.core, caller, returnUnspent)
  },
})
