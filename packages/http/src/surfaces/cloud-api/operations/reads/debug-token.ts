import { operation } from '#operations/operation.ts'
import { readKey } from '../../auth.ts'
import { dataOf } from '../../own-number.ts'
import { anyNumberOf } from '../../read-at-meta.ts'
import { open, queryOf, said, shapes } from '../../shapes.ts'
import { ofNothing } from './graph-edges.ts'

const invalid = { is_valid: false, scopes: [], error: { code: 190, message: 'Invalid OAuth access token.' } }

/** The caller's own key represents its number's token at Meta; other keys get no information. */
export const debugToken = operation({
  route: 'GET /debug_token',
  tag: 'Nodes',
  scope: 'numbers:read',
  summary: 'Inspect the key that asks',
  description:
    'What Meta says of the token that stands behind the key. Of any other key only that it is not valid is told.',
  shown: shapes({
    params: ofNothing,
    query: queryOf({ input_token: said('The key itself.') }),
    ok: { type: 'object', properties: { data: open }, required: ['data'] },
    example: { data: { is_valid: true, scopes: ['whatsapp_business_messaging'] } },
  }),
  async handle({ ctx, request, query }): Promise<object> {
    const inspected = query['input_token']
    const isOwn = inspected !== undefined && inspected === readKey(request.headers.authorization, request.query)
    const number = isOwn ? await anyNumberOf(ctx, request) : null
    if (number === null) return { data: invalid }
    const { token, sandbox } = number
    return dataOf(await ctx.core.graph(sandbox).debugToken({ inputToken: token, token }))
  },
})
