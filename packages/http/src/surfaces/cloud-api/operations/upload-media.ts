import { acceptForms, receiveUpload } from '#media/receive-upload.ts'
import { operation } from '#operations/operation.ts'
import { badRequest } from '../errors.ts'
import { toDecimalId } from '../media-ids.ts'
import { ownNumberOf } from '../own-number.ts'
import { ofNumber, said, shapes, Text } from '../shapes.ts'

export const uploadMedia = operation({
  route: 'POST /:phoneNumberId/media',
  tag: 'Media',
  scope: 'media:write',
  summary: 'Upload a file',
  parseBody: (scope) => acceptForms(scope),
  shown: shapes({
    params: ofNumber,
    consumes: ['multipart/form-data'],
    body: {
      type: 'object',
      properties: {
        messaging_product: { const: 'whatsapp' },
        type: said('Content type of the file.'),
        file: { type: 'string', contentMediaType: 'application/octet-stream' },
      },
      required: ['messaging_product', 'file'],
    },
    ok: { type: 'object', properties: { id: Text }, required: ['id'] },
    example: { id: '2157050471043063190480012345678901234' },
  }),
  async handle({ ctx, principal, request, params, query }) {
    const number = await ownNumberOf(ctx, request, params.phoneNumberId)
    const { media, fields } = await receiveUpload(ctx, principal, request, number)
    const product = fields['messaging_product'] ?? query['messaging_product']
    if (product === 'whatsapp') return { id: toDecimalId(media.id) }
    await ctx.media.discard(media)
    throw badRequest('The parameter messaging_product is required.')
  },
})
