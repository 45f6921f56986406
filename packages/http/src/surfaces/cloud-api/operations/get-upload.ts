import { readSampleSession } from '@dawk/core/messaging/templates/write/sample-sessions.ts'
import { operation } from '#operations/operation.ts'
import { dataOf } from '../own-number.ts'
import { templateDeps } from '../own-templates.ts'
import { shapes, Text } from '../shapes.ts'
import { nameOf, offset, ofSession, readSession, sig, unknownSession } from '../upload-sessions.ts'

export const getUpload = operation({
  route: 'GET /upload:::session',
  tag: 'Uploads',
  scope: 'templates:write',
  summary: 'Get how far an upload session is',
  shown: shapes({
    params: ofSession,
    query: sig,
    ok: { type: 'object', properties: { id: Text, file_offset: offset }, required: ['id', 'file_offset'] },
    example: { id: 'upload:MTAyMjkwMTI5MzQwMzk4?sig=dXBsb2FkOk1UcGg_c2lnPUFSWg', file_offset: 10_000 },
  }),
  async handle({ ctx, request, accountId, principal }) {
    const session = readSession(request)
    const state = await readSampleSession(templateDeps(ctx, principal), accountId, session)
    if (!state) throw unknownSession(request)
    return { id: nameOf(session), file_offset: dataOf(state).file_offset }
  },
})
