import { assertScope } from '@dawk/core/tenancy/access/caller.ts'
import type { FastifyPluginAsync } from 'fastify'
import { callerOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { readNode } from '../documents/numbers.ts'
import { dataOf, ownNumberOf } from '../own-number.ts'
import { toTemplateNode } from '../templates.ts'
import { toNumberNode } from '../translate.ts'
import { findOwnWaba, readAccountNode } from './account-node.ts'
import { mediaNode } from './media.ts'
import { findTemplateNode } from './message-templates.ts'

interface NodeRequest {
  Params: { version: string; id: string }
  Querystring: { fields?: string | string[] }
}

/** `GET /{version}/{id}`: what Meta says of a number at this moment, what it says of a business account, what is known of a template, or where the bytes of a file are. */
export const node: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get<NodeRequest>(
    '/:version(^v\\d{1,2}\\.\\d$)/:id',
    { config: { scope: null, documents: readNode } },
    async (request) => {
      const { id } = request.params
      const { accountId } = callerOf(request)
      const known = /^\d{1,32}$/.test(id) ? await ctx.numbers.ofAccount(accountId, id) : null
      const fields = [request.query.fields ?? []].flat().join(',')
      const account = known ? null : await findOwnWaba(ctx, request, id)
      if (account) return readAccountNode(ctx, request, account)
      const template = known ? null : await findTemplateNode(ctx, request, id)
      assertScope(callerOf(request), known ? 'numbers:read' : template ? 'templates:read' : 'media:read')
      if (template) return toTemplateNode(template, fields)
      if (!known) return mediaNode(ctx, request, id)
      const number = await ownNumberOf(ctx, request, id)
      const { phoneNumberId, token, sandbox } = number
      const details = dataOf(await ctx.core.graph(sandbox).getPhoneNumber({ phoneNumberId, token }))
      return toNumberNode(details, fields)
    },
  )
}
