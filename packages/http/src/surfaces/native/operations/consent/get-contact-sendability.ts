import { type PolicyReason, policyReasons } from '@dawk/core/engagement/policy/policy-reasons.ts'
import { getSendability } from '@dawk/core/engagement/policy/sendability.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { Id, NullableInstant, NullableString } from '#resources/schemas.ts'
import { Purpose } from './consent-schemas.ts'

const reasons = Object.keys(policyReasons) as PolicyReason[]

const Sendability = Type.Object(
  {
    contactId: Id,
    purpose: Type.String(),
    verdict: Type.Unsafe<'send' | 'wait' | 'refuse'>({
      type: 'string',
      enum: ['send', 'wait', 'refuse'],
      description: '`wait`: a message is accepted, and leaves when `until` is over.',
    }),
    reason: Type.Unsafe<PolicyReason | null>({ type: ['string', 'null'], enum: [...reasons, null] }),
    since: NullableInstant,
    until: NullableInstant,
    evidence: Type.Unsafe<{ kind: string; id: string | null; source: string } | null>({
      type: ['object', 'null'],
      properties: { kind: { type: 'string' }, id: NullableString, source: { type: 'string' } },
      description: 'What the reason rests on: an event of the ledger, a suppression, or a report of Meta.',
    }),
  },
  { title: 'Sendability' },
)

export const getContactSendability = operation({
  route: 'GET /contacts/:id/sendability',
  of: 'contact',
  tag: 'Consent',
  scope: 'contacts:read',
  refuses: ['not_found'],
  summary: 'Ask whether a contact may be sent something',
  description:
    'The answer that a send of this purpose would get now, by the same rules: the first reason that stands in the way, since when, until when, and what it rests on.',
  query: Type.Object(
    {
      purpose: Type.Optional(Purpose),
      phoneNumberId: Type.Optional(
        Type.String({
          pattern: '^\\d{5,20}$',
          description: "must be Meta's id of the number that would send; it matters where stops hold for one number",
        }),
      ),
    },
    { additionalProperties: false },
  ),
  reply: { 200: Sendability },
  async handle({ ctx, caller, id, query }) {
    const { purpose = 'marketing', phoneNumberId = null } = query
    const verdict = await getSendability(ctx.core, caller, id, { purpose, phoneNumberId })
    const { kind, ...reasons } = verdict
    const obstacle = 'reason' in reasons ? reasons : { reason: null, since: null, until: null, evidence: null }
    return { contactId: id, purpose, verdict: kind, ...obstacle }
  },
})
