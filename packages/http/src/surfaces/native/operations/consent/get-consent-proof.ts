import { getConsentProof as getConsentProofInCore } from '@dawk/core/engagement/consent/read-consents.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { Id, nullable } from '#resources/schemas.ts'
import { ConsentEventView, toConsentEventView } from './consent-schemas.ts'

const Chain = Type.Object({
  contactId: Id,
  brokenAt: nullable(
    Type.Integer({ description: 'The first event that was changed or follows from none; null: the chain is whole.' }),
  ),
  events: Type.Array(ConsentEventView),
})

export const getConsentProof = operation({
  route: 'GET /contacts/:id/consent/proof',
  of: 'contact',
  tag: 'Consent',
  scope: 'contacts:read',
  refuses: ['not_found'],
  summary: 'Export the proof of consent of a contact',
  description:
    'Every event from the first on, with the digests that link them, so that anybody can verify them without us: docs/consent.md shows how. A contact that was merged into this one has a chain of its own.',
  reply: {
    200: Type.Object({ contactId: Id, exportedAt: Type.String({ format: 'date-time' }), chains: Type.Array(Chain) }),
  },
  async handle({ ctx, caller, id }) {
    const chains = await getConsentProofInCore(ctx.core, caller, id)
    return {
      contactId: id,
      exportedAt: new Date().toISOString(),
      chains: chains.map((chain) => ({ ...chain, events: chain.events.map(toConsentEventView) })),
    }
  },
})
