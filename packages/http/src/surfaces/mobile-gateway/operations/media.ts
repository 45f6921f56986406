import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { acceptForms, receiveUpload } from '#media/receive-upload.ts'
import { FileForm, MediaQuery, MediaReply, mediaErrors } from '../schemas.ts'
import { sourceOf } from '../source.ts'

/** `POST /media`: a form whose part `file` has the bytes; the page sends it without a file name. */
export const media: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  await acceptForms(app, { nameless: true })
  app.post(
    '/media',
    {
      config: { scope: 'media:write', documents: { body: FileForm } },
      schema: {
        operationId: 'uploadMedia',
        summary: 'Upload a file for use in messages',
        tags: ['Media'],
        consumes: ['multipart/form-data'],
        querystring: MediaQuery,
        response: { 200: MediaReply, ...mediaErrors },
      },
    },
    async (request) => {
      const principal = principalOf(request)
      await sourceOf(ctx, principal, request.query.source)
      const { media: stored } = await receiveUpload(ctx, principal.account.id, request)
      return [{ id: stored.id }]
    },
  )
}
