import { acceptForms, receiveUpload } from '#media/receive-upload.ts'
import { operation } from '#operations/operation.ts'
import { FileForm, MediaQuery, MediaReply, mediaErrors } from '../schemas.ts'
import { sourceOf } from '../source.ts'

/** A form whose part `file` has the bytes; the page sends it without a file name. */
export const uploadMedia = operation({
  route: 'POST /media',
  tag: 'Media',
  scope: 'media:write',
  summary: 'Upload a file for use in messages',
  parseBody: (scope) => acceptForms(scope, { unnamedFiles: true }),
  shown: { consumes: ['multipart/form-data'], body: FileForm },
  query: MediaQuery,
  reply: { 200: MediaReply, ...mediaErrors },
  async handle({ ctx, principal, query, request }) {
    const number = await sourceOf(ctx, principal, query.source)
    const { media } = await receiveUpload(ctx, principal, request, number)
    return [{ id: media.id }]
  },
})
