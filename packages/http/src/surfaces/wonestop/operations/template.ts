import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { repliesOf, TemplateParams, TemplateReply } from '../schemas.ts'
import { templateOf } from '../template.ts'
import { toTemplateView } from '../translate.ts'

/** `GET /get-template-by-id/:template_id`: its components, and the variables that a send has to give. */
export const template: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/get-template-by-id/:template_id',
    {
      config: { scope: 'templates:read' },
      schema: {
        operationId: 'getTemplate',
        summary: 'Get a template and its variables',
        tags: ['Templates'],
        params: TemplateParams,
        response: repliesOf(TemplateReply),
      },
    },
    async (request) => {
      const found = await templateOf(ctx, principalOf(request).account.id, request.params.template_id)
      return { success: true as const, template: toTemplateView(found) }
    },
  )
}
