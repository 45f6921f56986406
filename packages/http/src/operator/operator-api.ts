import { findOperatorKey } from '@dawk/core/operations/operator-key-store.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FailedAttempts } from '@dawk/core/tenancy/limits/failed-attempts.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuseBlocked } from '../auth/guard.ts'
import { bearerOf } from '../auth/identify.ts'
import { addressKey } from '../auth/rate-limit.ts'
import type { HttpContext } from '../context.ts'
import { toGatewayError, transportStatus } from '../errors/failures.ts'
import { pathOf } from '../errors/route-table.ts'
import { describeSurface } from '../openapi/describe-surface.ts'
import type { OpenApiDocument, SurfaceDescription } from '../openapi/document.ts'
import { mountOperations } from '../operations/mount.ts'
import { acceptJsonBodies } from '../requests/json-body.ts'
import { renderError } from '../surfaces/native/errors.ts'
import { operationRules } from '../surfaces/native/operation-rules.ts'
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

/** The operators' API, beside the surfaces: neither a key of an account nor a session opens it. */
export function operatorApi(ctx: HttpContext, failures: FailedAttempts, documents: Map<string, () => OpenApiDocument>) {
  return async (app: FastifyInstance): Promise<void> => {
    app.decorateRequest('operatorKey', null)
    acceptJsonBodies(app)
    documents.set('operator', await describeSurface(app, '/operator/v1', description))
    app.setErrorHandler((cause, request, reply) => refuse(cause, request, reply))
    const { refusals } = operationRules
    const operations = { ...accountOperations, ...trafficOperations }
    const authenticate = (request: FastifyRequest, reply: FastifyReply) => identify(ctx, failures, request, reply)
    // else what no route takes would be answered by the surface at the root, which wants a key of an account
    app.all('/*', { schema: { hide: true }, onRequest: authenticate }, ({ method, url }) => {
      throw new GatewayError('not_found', `There is no ${method} ${pathOf(url)}: see /openapi/operator.json.`)
    })
    await mountOperations(app, { operations, refusals }, { ctx, authenticate })
  }
}

/** @throws GatewayError `unauthenticated`; `forbidden` for a change with a read-only key */
async function identify(
  { core }: HttpContext,
  failures: FailedAttempts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const text = bearerOf(request.headers.authorization)
  refuseBlocked(failures, text, request, reply)
  const key = text === null ? null : await findOperatorKey(core.db.worker, text)
  if (text === null || key === null) {
    failures.add(addressKey(request.ip), text)
    throw new GatewayError('unauthenticated', 'This API takes keys of operators: Authorization: Bearer op_….')
  }
  failures.remember(text, key)
  if (key.readOnly && request.method !== 'GET') throw new GatewayError('forbidden', `The key "${key.name}" only reads.`)
  request.operatorKey = key
}

function refuse(cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
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
