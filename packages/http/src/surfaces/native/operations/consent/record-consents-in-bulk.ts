import { recordConsentsInBulk as recordInCore } from '@dawk/core/engagement/consent/consents.ts'
import { readPhone } from '@dawk/core/messaging/identities/phone-number.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { BulkItem, BulkView, toBulkView } from './consent-schemas.ts'

const NewConsents = Type.Object(
  {
    items: Type.Array(BulkItem, { minItems: 1, maxItems: 1000 }),
    source: Type.Optional(
      Type.Unsafe<'api' | 'import'>({
        type: 'string',
        enum: ['api', 'import'],
        description: 'must be api, or import for a list from elsewhere; of items without evidence',
      }),
    ),
  },
  {
    ...strict,
    examples: [{ source: 'import', items: [{ phone: '+919900112233', purpose: 'marketing', state: 'opted_out' }] }],
  },
)

const BulkReply = Type.Object(
  { items: Type.Array(BulkView) },
  {
    examples: [
      {
        items: [
          {
            index: 0,
            contactId: '01a229ae-e7bd-760f-b139-7c873b855c68',
            outcome: 'changed',
            state: 'opted_out',
            code: null,
            reason: null,
            detail: null,
            errors: [],
          },
        ],
      },
    ],
  },
)

export const recordConsentsInBulk = operation({
  route: 'POST /consents/bulk',
  tag: 'Consent',
  scope: 'contacts:write',
  summary: 'Record the consent of many contacts',
  description:
    'Up to 1,000 items, each naming one contact by `contactId`, `phone` or `userId`, and each with an outcome of its own. People who are not known yet become contacts.',
  body: NewConsents,
  bodyLimit: 8 * 1024 * 1024,
  reply: { 200: BulkReply },
  async handle({ ctx, caller, body }) {
    const items = body.items.map(withDigits)
    const results = await recordInCore(
      ctx.core,
      caller,
      items.map(({ item }) => item),
      body.source ?? 'api',
    )
    return {
      items: results.map((result, index) => {
        const view = toBulkView(result, index)
        const problem = items[index]?.problem ?? null
        return problem === null ? view : { ...view, errors: [{ path: 'phone', detail: problem }] }
      }),
    }
  },
})

/** A phone number that cannot be one leaves its item without a name, so that the item alone is rejected. */
function withDigits(item: BulkItem): { item: BulkItem; problem: string | null } {
  if (item.phone === undefined) return { item, problem: null }
  const read = readPhone(item.phone, 'written')
  const { phone: _, ...rest } = item
  return 'phone' in read
    ? { item: { ...rest, phone: read.phone }, problem: null }
    : { item: rest, problem: read.problem }
}
