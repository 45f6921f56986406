import type { FastifyPluginAsync } from 'fastify'
import type { HttpContext } from '../../../context.ts'
import { dataOf, ownNumberOf } from '../own-number.ts'
import { toNumberNode } from '../translate.ts'

interface NodeRequest {
  Params: { version: string; phoneNumberId: string }
  Querystring: { fields?: string | string[] }
}

/** `GET /{version}/{phone number id}`: what Meta says of the number at this moment. */
export const phoneNumber: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get<NodeRequest>('/:version(^v\\d{1,2}\\.\\d$)/:phoneNumberId', async (request) => {
    const number = await ownNumberOf(ctx, request, request.params.phoneNumberId)
    const { phoneNumberId, token, sandbox } = number
    const details = dataOf(await ctx.core.graph(sandbox).getPhoneNumber({ phoneNumberId, token }), number)
    return toNumberNode(details, [request.query.fields ?? []].flat().join(','))
  })
}
