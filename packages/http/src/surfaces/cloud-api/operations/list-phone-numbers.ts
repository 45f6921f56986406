import { listNumbers } from '@dawk/core/messaging/numbers/number-list.ts'
import { operation } from '#operations/operation.ts'
import { unsupported } from '../errors.ts'
import { dataOf, ownNumberOf } from '../own-number.ts'
import { fields, ofWaba, queryOf, shapes, Text } from '../shapes.ts'
import { toNumberNode } from '../translate.ts'

const maxNumbers = 100

const PhoneNumber = {
  type: 'object',
  properties: { id: Text, display_phone_number: Text, verified_name: Text },
  required: ['id'],
  additionalProperties: true,
}
const phoneNumber = { id: '1234567890', display_phone_number: '+1 415 555 2671', verified_name: 'Your Name' }

/** Of the numbers there, those that are connected to this account; others may be connected to accounts of others. */
export const listPhoneNumbers = operation({
  route: 'GET /:wabaId/phone_numbers',
  tag: 'Phone numbers',
  scope: 'numbers:read',
  summary: 'List the phone numbers of a WhatsApp Business Account',
  description: 'Those that are connected to this account here.',
  shown: shapes({
    params: ofWaba('wabaId'),
    query: queryOf({ fields }),
    ok: { type: 'object', properties: { data: { type: 'array', items: PhoneNumber } }, required: ['data'] },
    example: { data: [phoneNumber] },
  }),
  async handle({ ctx, request, caller, params, query }) {
    const { wabaId } = params
    const all = await listNumbers(ctx.core, caller, { after: null, limit: maxNumbers, ids: caller.numberIds })
    const owned = all.filter((number) => number.wabaId === wabaId)
    const [first] = owned
    if (!first) throw unsupported(request.method, wabaId.slice(0, 64))
    const number = await ownNumberOf(ctx, request, first.phoneNumberId)
    const { token, sandbox } = number
    const page = dataOf(await ctx.core.graph(sandbox).listPhoneNumbers({ wabaId, token, limit: maxNumbers }))
    const ids = new Set(owned.map(({ phoneNumberId }) => phoneNumberId))
    const fields = [query['fields'] ?? []].flat().join(',')
    return { data: page.data.filter(({ id }) => ids.has(id)).map((one) => toNumberNode(one, fields)) }
  },
})
