import type { NumberRow } from '@dawk/core/messaging/numbers/number.ts'
import { listNumbers } from '@dawk/core/messaging/numbers/number-list.ts'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { readKey } from '../auth.ts'
import { debugToken, readLibrary, readNumberEdge, readQrCode, readWabaEdge } from '../documents/reads.ts'
import { unsupported } from '../errors.ts'
import { dataOf, ownNumberOf } from '../own-number.ts'
import { ownWabaOf, readAtMeta } from './account-node.ts'

interface NumberRequest {
  Params: { version: string; phoneNumberId: string; code: string }
}
interface WabaRequest {
  Params: { version: string; wabaId: string }
}

const version = '/:version(^v\\d{1,2}\\.\\d$)'

/** Edges of a number that are read straight from Meta. */
const numberEdges = [
  { edge: 'settings', scope: 'numbers:read' },
  { edge: 'message_qrdls', scope: 'numbers:read' },
  { edge: 'whatsapp_commerce_settings', scope: 'numbers:read' },
  { edge: 'conversational_automation', scope: 'numbers:read' },
  { edge: 'block_users', scope: 'contacts:read' },
] as const

/** Edges of a business account that are read straight from Meta. */
const wabaEdges = [
  { edge: 'subscribed_apps', scope: 'numbers:read' },
  { edge: 'template_analytics', scope: 'templates:read' },
] as const

/** What Meta knows and nobody here keeps: it is read there, with the token of the number, after our own checks. */
export const reads: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  for (const { edge, scope } of numberEdges)
    app.get<NumberRequest>(
      `${version}/:phoneNumberId/${edge}`,
      { config: { scope, documents: readNumberEdge(edge) } },
      async (request) => {
        const number = await ownNumberOf(ctx, request, request.params.phoneNumberId)
        return readAtMeta(ctx, request, number, `${number.phoneNumberId}/${edge}`)
      },
    )
  app.get<NumberRequest>(
    `${version}/:phoneNumberId/message_qrdls/:code`,
    { config: { scope: 'numbers:read', documents: readQrCode } },
    async (request) => {
      const number = await ownNumberOf(ctx, request, request.params.phoneNumberId)
      const code = encodeURIComponent(request.params.code)
      return readAtMeta(ctx, request, number, `${number.phoneNumberId}/message_qrdls/${code}`)
    },
  )
  for (const { edge, scope } of wabaEdges)
    app.get<WabaRequest>(
      `${version}/:wabaId/${edge}`,
      { config: { scope, documents: readWabaEdge(edge) } },
      async (request) => {
        const number = await ownWabaOf(ctx, request, request.params.wabaId)
        return readAtMeta(ctx, request, number, `${number.wabaId}/${edge}`)
      },
    )
  app.get(
    `${version}/message_template_library`,
    { config: { scope: 'templates:read', documents: readLibrary } },
    async (request) => {
      const number = await anyNumberOf(ctx, request)
      if (number === null) throw unsupported(request.method, 'message_template_library')
      return readAtMeta(ctx, request, number, 'message_template_library')
    },
  )
  app.get<{ Querystring: { input_token?: string } }>(
    `${version}/debug_token`,
    { config: { scope: 'numbers:read', documents: debugToken } },
    (request) => inspectToken(ctx, request, request.query.input_token),
  )
}

/** A number whose token may ask for what belongs to no number. */
async function anyNumberOf(ctx: HttpContext, request: FastifyRequest): Promise<NumberRow | null> {
  const { account, numberIds } = principalOf(request)
  const [first] = await listNumbers(ctx.core, account.id, { after: null, limit: 1, ids: numberIds })
  return first ? ownNumberOf(ctx, request, first.phoneNumberId) : null
}

const invalid = { is_valid: false, scopes: [], error: { code: 190, message: 'Invalid OAuth access token.' } }

/** The key that asks stands for the token of its number at Meta; of other keys nothing is told. */
async function inspectToken(
  ctx: HttpContext,
  request: FastifyRequest,
  inputToken: string | undefined,
): Promise<object> {
  if (inputToken === undefined || inputToken !== readKey(request.headers.authorization, request.query))
    return { data: invalid }
  const number = await anyNumberOf(ctx, request)
  if (number === null) return { data: invalid }
  const { token, sandbox } = number
  return dataOf(await ctx.core.graph(sandbox).debugToken({ inputToken: token, token }))
}
