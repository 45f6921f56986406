import { listNumbers } from '@dawk/core/messaging/numbers/number-list.ts'
import { openSampleSession, type SampleFile } from '@dawk/core/messaging/templates/write/sample-sessions.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { FastifyRequest } from 'fastify'
import type { OperationContext } from '#context.ts'
import { operation } from '#operations/operation.ts'
import { badRequest, unsupported } from '../errors.ts'
import { dataOf } from '../own-number.ts'
import { templateDeps } from '../own-templates.ts'
import { pathOf, queryOf, said, shapes, Text } from '../shapes.ts'
import { nameOf } from '../upload-sessions.ts'

const maxNumbers = 100
const fileMembers = {
  file_name: Text,
  file_length: { type: 'integer', description: 'In bytes, at most 16 MB.' },
  file_type: said('application/pdf, image/jpeg, image/jpg, image/png or video/mp4.'),
}

export const openUpload = operation({
  route: 'POST /:appId/uploads',
  tag: 'Uploads',
  scope: 'templates:write',
  summary: 'Open an upload session for the sample of a header',
  description:
    'The id is the path of the next request. `file_name`, `file_length` and `file_type` may stand in the query or in the body.',
  shown: shapes({
    params: pathOf('appId', "Meta's id of the app of a number's access token, or `app`."),
    query: queryOf(fileMembers),
    ok: { type: 'object', properties: { id: Text }, required: ['id'] },
    example: { id: 'upload:MTAyMjkwMTI5MzQwMzk4?sig=dXBsb2FkOk1UcGg_c2lnPUFSWg' },
  }),
  async handle({ ctx, request, accountId, principal, params: { appId } }) {
    const wabaIds = await usableWabaIds(ctx, principal)
    const opened = await openSampleSession(templateDeps(ctx, principal), accountId, {
      wabaIds,
      app: appId,
      file: readFile(request),
    })
    if (!opened) throw unsupported('POST', appId.slice(0, 64))
    return { id: nameOf(dataOf(opened)) }
  },
})

async function usableWabaIds(
  ctx: Pick<OperationContext, 'core'>,
  { account, numberIds, test }: Principal,
): Promise<string[]> {
  const numbers = await listNumbers(
    ctx.core,
    { accountId: account.id },
    { after: null, limit: maxNumbers, ids: numberIds },
  )
  const usable = numbers.filter(({ sandbox }) => sandbox || !test)
  return [...new Set(usable.flatMap(({ wabaId }) => wabaId ?? []))]
}

/** In the query, as Meta's page has it, or in the body. */
function readFile({ query, body }: FastifyRequest): SampleFile {
  const given = { ...Object(body), ...Object(query) } as Record<string, unknown>
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '')
  for (const name of ['file_length', 'file_type'])
    if (given[name] === undefined) throw badRequest(`The parameter ${name} is required.`)
  const length = given['file_length']
  return {
    fileName: text('file_name').slice(0, 240),
    fileBytes: typeof length === 'number' || /^\d{1,15}$/.test(text('file_length')) ? Number(length) : Number.NaN,
    fileType: text('file_type').toLowerCase(),
  }
}
