import { findOperatorKey } from '@dawk/core/operations/operator-key-store.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FailedAttempts } from '@dawk/core/tenancy/limits/failed-attempts.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pathOf } from '#requests/path-of.ts'
import { renderError } from '#resources/errors.ts'
import { refusals } from '#resources/refusals.ts'
import { rejectBlocked } from '../auth/guard.ts'
import { bearerOf } from '../auth/identify.ts'
import { addressKey } from '../auth/rate-limit.ts'
import type { HttpContext } from '../context.ts'
import { toGatewayError, transportStatus } from '../errors/failures.ts'
import { describeSurface } from '../openapi/describe-surface.ts'
import type { OpenApiDocument, SurfaceDescription } from '../openapi/document.ts'
import { mountOperations } from '../operations/mount.ts'
import { acceptJsonBodies } from '../requests/json-body.ts'
import { accountOperations } from './account-operations.ts'
import { trafficOperations } from './traffic-operations.ts'

const description: SurfaceDescription = {
  title: 'Dawk: operators',
  description:
    'What the commands of the operator do, by HTTP: accounts, lanes, webhooks that could not be applied, jobs. Its keys are made by ' +
    '`npm run dawk -- operator-key`, belong to no account, and open nothing else; a read-only key makes GET requests alone.',
  tags: {
    Accounts: 'Every account of this host.',
    Lanes: 'Queues to numbers and endpoints: what waits, why, and stopping one.',
    Webhooks: "Meta's webhooks that wait or could not be applied.",
    Jobs: 'Work in the background.',
    Host: 'Processes and tables.',
  },
  security: { operatorKey: { type: 'http', scheme: 'bearer', description: 'A key of the operators, `op_…`.' } },
}

const prefix = '/operator/v1'

/** Whether an address is answered in the words of this API, also where it has no such path. */
export const isOperatorPath = (url: string): boolean => `${pathOf(url)}/`.startsWith(`${prefix}/`)

/** The `onRequest` hook of everything below the prefix: neither a key of an account nor a session opens it. */
export const createOperatorAuthentication =
  (ctx: HttpContext, failures: FailedAttempts) => (request: FastifyRequest, reply: FastifyReply) =>
    identify(ctx, failures, request, reply)

/** The operators' API, beside the surfaces. */
export async function mountOperatorApi(
  app: FastifyInstance,
  ctx: HttpContext,
  authenticate: ReturnType<typeof createOperatorAuthentication>,
): Promise<() => OpenApiDocument> {
  acceptJsonBodies(app)
  const document = await describeSurface(app, prefix, description)
  app.setErrorHandler((cause, request, reply) => rejectOperator(cause, request, reply))
  const operations = { ...accountOperations, ...trafficOperations }
  await mountOperations(app, { base: prefix, operations, refusals }, { ctx, authenticate })
  return document
}

/** @throws GatewayError `unauthenticated`; `forbidden` for a change with a read-only key */
async function identify(
  { core }: Pick<HttpContext, 'core'>,
  failures: FailedAttempts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const text = bearerOf(request.headers.authorization)
  rejectBlocked(failures, text, request, reply)
  const key = text === null ? null : await findOperatorKey(core.db.worker, text)
  if (text === null || key === null) {
    failures.add(addressKey(request.ip), text)
    throw new GatewayError('unauthenticated', 'This API takes keys of operators: Authorization: Bearer op_….')
  }
  failures.remember(text, key)
  if (key.readOnly && request.method !== 'GET') throw new GatewayError('forbidden', `The key "${key.name}" only reads.`)
  request.operatorKey = key
}

/** As a problem, like the native API. */
export function rejectOperator(cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = toGatewayError(cause)
  if (error.code === 'internal') request.log.error({ err: cause, reqId: request.id }, 'a request of an operator failed')
  const { method, url, id: requestId } = request
  const status = transportStatus(cause)
  const {
    status: code,
    headers,
    body,
  } = renderError(error, { method, path: pathOf(url), requestId, transportStatus: status })
  return reply
    .code(status ?? code)
    .headers(headers ?? {})
    .send(body)
}
