import { listNumbers } from '@dawk/core/messaging/numbers/number-list.ts'
import type { FastifyPluginAsync } from 'fastify'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { listPhoneNumbers } from '../documents/numbers.ts'
import { unsupported } from '../errors.ts'
import { dataOf, ownNumberOf } from '../own-number.ts'
import { toNumberNode } from '../translate.ts'

interface ListRequest {
  Params: { version: string; wabaId: string }
  Querystring: { fields?: string | string[] }
}

const maxNumbers = 100

/**
 * `GET /{version}/{WhatsApp Business Account id}/phone_numbers`: of the numbers there, those that are connected to this
 * account; others may be connected to accounts of others.
 */
export const phoneNumbers: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get<ListRequest>(
    '/:version(^v\\d{1,2}\\.\\d$)/:wabaId/phone_numbers',
    { config: { scope: 'numbers:read', documents: listPhoneNumbers } },
    async (request) => {
      const { wabaId } = request.params
      const { account, numberIds } = principalOf(request)
      const all = await listNumbers(ctx.core, account.id, { after: null, limit: maxNumbers, ids: numberIds })
      const owned = all.filter((number) => number.wabaId === wabaId)
      const [first] = owned
      if (!first) throw unsupported(request.method, wabaId.slice(0, 64))
      const number = await ownNumberOf(ctx, request, first.phoneNumberId)
      const { token, sandbox } = number
      const page = dataOf(await ctx.core.graph(sandbox).listPhoneNumbers({ wabaId, token, limit: maxNumbers }))
      const ids = new Set(owned.map(({ phoneNumberId }) => phoneNumberId))
      const fields = [request.query.fields ?? []].flat().join(',')
      return { data: page.data.filter(({ id }) => ids.has(id)).map((one) => toNumberNode(one, fields)) }
    },
  )
}
