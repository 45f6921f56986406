import { operation } from '#operations/operation.ts'
import { dataOf, ownNumberOf } from '../own-number.ts'
import { fields, ofNumber, open, queryOf, shapes } from '../shapes.ts'

const profile = { messaging_product: 'whatsapp', about: 'Open all day', vertical: 'RETAIL' }

export const getBusinessProfile = operation({
  route: 'GET /:phoneNumberId/whatsapp_business_profile',
  tag: 'Business profile',
  scope: 'numbers:read',
  summary: 'Get the business profile',
  shown: shapes({
    params: ofNumber,
    query: queryOf({ fields }),
    ok: { type: 'object', properties: { data: { type: 'array', items: open } }, required: ['data'] },
    example: { data: [profile] },
  }),
  async handle({ ctx, request, params, query }) {
    const number = await ownNumberOf(ctx, request, params.phoneNumberId)
    const { data } = dataOf(await ctx.core.graph(number.sandbox).getBusinessProfile(number))
    const names = [query['fields'] ?? []].flat().join(',').split(',').filter(Boolean)
    return { data: data.map((profile) => pick(profile, names)) }
  },
})

function pick(profile: object, names: readonly string[]): object {
  if (names.length === 0) return profile
  return Object.fromEntries(
    Object.entries(profile).filter(([name]) => name === 'messaging_product' || names.includes(name)),
  )
}
