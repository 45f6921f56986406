import {
  addSuppressions as addSuppressionsInCore,
  type SuppressionItem,
} from '@dawk/core/engagement/suppressions/suppressions.ts'
import { readPhone } from '@dawk/core/messaging/identities/phone-number.ts'
import Type, { type Static } from 'typebox'
import { operation } from '#operations/operation.ts'
import { Id, Instant, NullableString, strict } from '#resources/schemas.ts'
import { Scope, SuppressionView, toSuppressionView } from './suppression-view.ts'

const Text = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000\\ud800-\\udfff]*$', description })

const Item = Type.Object(
  {
    phone: Type.Optional(Text(40, 'must be a phone number with its country code')),
    userId: Type.Optional(Text(150, 'must be a user id of Meta, such as IN.13491208655302741918')),
    contactId: Type.Optional(Id),
    scope: Type.Optional(Scope),
    reason: Text(100, 'must say why in a few words, such as complaint'),
    note: Type.Optional(Text(1000, 'must be a remark for colleagues, 1,000 characters at most')),
    until: Type.Optional({ ...Instant, description: 'must be when it ends, in ISO 8601; absent: never' }),
  },
  strict,
)

const NewSuppressions = Type.Object(
  { items: Type.Array(Item, { minItems: 1, maxItems: 1000 }) },
  { ...strict, examples: [{ items: [{ phone: '+919900112233', reason: 'complaint' }] }] },
)

const Result = Type.Object({
  index: Type.Integer({ description: 'Place in the request, from 0.' }),
  outcome: Type.Unsafe<'added' | 'updated' | 'rejected'>({ type: 'string', enum: ['added', 'updated', 'rejected'] }),
  suppressions: Type.Array(SuppressionView, { description: 'One for each identifier of a contact.' }),
  code: NullableString,
  detail: NullableString,
  errors: Type.Array(Type.Object({ path: Type.String(), detail: Type.String() })),
})

export const addSuppressions = operation({
  route: 'POST /suppressions',
  tag: 'Consent',
  scope: 'contacts:write',
  summary: 'Add suppressions',
  description:
    'Up to 1,000 people whom the account must not write to, each named by `phone`, `userId` or `contactId`, and each with an outcome of its own. Of somebody who is there already, the wider scope and the later end stand.',
  body: NewSuppressions,
  bodyLimit: 4 * 1024 * 1024,
  reply: { 200: Type.Object({ items: Type.Array(Result) }) },
  async handle({ ctx, caller, body }) {
    const items = body.items.map(withDigits)
    const results = await addSuppressionsInCore(
      ctx.core,
      caller,
      items.map(({ item }) => item),
    )
    return {
      items: results.map((result, index) => {
        const problem = items[index]?.problem ?? null
        if (result.kind === 'rejected') {
          const { code, message, details } = result.error
          const errors =
            problem === null
              ? details.map(({ field, message: detail }) => ({ path: field, detail }))
              : [{ path: 'phone', detail: problem }]
          return { index, outcome: 'rejected' as const, suppressions: [], code, detail: message, errors }
        }
        const outcome = result.suppressions.some(({ isNew }) => isNew) ? ('added' as const) : ('updated' as const)
        return {
          index,
          outcome,
          suppressions: result.suppressions.map(toSuppressionView),
          code: null,
          detail: null,
          errors: [],
        }
      }),
    }
  },
})

/** A phone number that cannot be one leaves its item without a name, so that the item alone is rejected. */
function withDigits(item: Static<typeof Item>): { item: SuppressionItem; problem: string | null } {
  if (item.phone === undefined) return { item, problem: null }
  const read = readPhone(item.phone, 'written')
  const { phone: _, ...rest } = item
  return 'phone' in read
    ? { item: { ...rest, phone: read.phone }, problem: null }
    : { item: rest, problem: read.problem }
}
