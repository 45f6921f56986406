import { uploadSample } from '@dawk/core/messaging/templates/write/upload-sample.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { SampleBody } from '#surfaces/native/schemas/template-schemas.ts'
import { findOwnMedia } from '../media/media-view.ts'
import { templateDeps, wabaOf } from './template-deps.ts'

const SampleView = Type.Object({ handle: Type.String() }, { examples: [{ handle: '4::aW1hZ2UvanBlZw==:ARZ…' }] })

export const uploadTemplateSample = operation({
  route: 'POST /templates/samples',
  tag: 'Templates',
  scope: 'templates:write',
  refuses: ['not_found', 'conflict', 'upstream_refused'],
  summary: 'Upload the sample of a header',
  description:
    'Puts a file of the account (PDF, JPEG, PNG, MP4; at most 16 MB) up at Meta. The handle goes into ' +
    '`example.headerHandle` of a header of the format IMAGE, VIDEO or DOCUMENT; it lives for some weeks.',
  body: SampleBody,
  reply: { 201: SampleView },
  async handle({ ctx, accountId, principal, body }) {
    const sample = { wabaId: wabaOf(principal, body.wabaId), mediaId: body.mediaId.toLowerCase() }
    await findOwnMedia(ctx, principal, sample.mediaId)
    const deps = { ...templateDeps(ctx, principal), media: ctx.media }
    return { handle: await uploadSample(deps, accountId, sample) }
  },
})
