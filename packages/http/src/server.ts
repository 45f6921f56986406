import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { GatewayError } from '@dawk/core/errors.ts'
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import { createAuthentication } from './authentication.ts'
import type { HttpContext } from './context.ts'
import type { Dialect, DialectOptions } from './dialects/dialect.ts'
import { dialectAt, dialects } from './dialects/index.ts'
import { toGatewayError, toValidationError, transportStatus } from './failures.ts'
import { acceptJsonBodies } from './json-body.ts'
import { metaWebhook } from './meta-webhook/meta-webhook.ts'
import { health } from './ops/health.ts'
import { countResponses, metrics } from './ops/metrics.ts'
import { createRouteTable, pathOf } from './route-table.ts'
import { createValidatorCompiler } from './validators.ts'

const bodyLimitBytes = 1024 * 1024
const requestTimeoutMs = 30_000
const drainRetrySeconds = 2

/** All surfaces on one server, not yet listening. */
export function buildServer(ctx: HttpContext): FastifyInstance {
  const app: FastifyInstance = Fastify(serverOptions(ctx))
  const routes = createRouteTable(app)
  app.setValidatorCompiler(createValidatorCompiler())
  app.setSchemaErrorFormatter(toValidationError)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  countResponses(app, ctx.metrics)
  refuseWhileClosing(app)
  app.register(health, { ctx })
  app.register(metrics, { ctx })
  app.register(metaWebhook, { ctx })
  const options: DialectOptions = { ctx, authenticate: createAuthentication(ctx) }
  for (const dialect of dialects) app.register(mount(dialect, options), { prefix: dialect.prefix })
  app.setNotFoundHandler((request, reply) => answerUnknownRoute(request, reply, routes.methodsAt(pathOf(request.url))))
  app.setErrorHandler((cause, request, reply) => sendError(dialectAt(request.url), cause, request, reply))
  return app
}

function serverOptions(ctx: HttpContext): FastifyServerOptions {
  return {
    loggerInstance: ctx.log,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger, // a child for each request costs more than the few lines that need its id
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // see refuseWhileClosing: the same, in the dialect's shape
    routerOptions: { maxParamLength: 256 },
    trustProxy: ctx.trustProxy.length > 0 ? [...ctx.trustProxy] : false,
    genReqId: requestId,
    frameworkErrors: (cause, request, reply) => sendError(dialectAt(request.url), cause, request, reply),
  }
}

function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,128}$/.test(given) ? given : randomUUID()
}

function mount(dialect: Dialect, options: DialectOptions) {
  return async (scope: FastifyInstance) => {
    acceptJsonBodies(scope)
    scope.setErrorHandler((cause, request, reply) => sendError(dialect, cause, request, reply))
    await scope.register(dialect.routes, options)
  }
}

/** A closing server answers what still comes on open connections with 503, so that clients turn to another process. */
function refuseWhileClosing(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', (done) => {
    closing = true
    done()
  })
  app.addHook('onRequest', (_request, _reply, done) => {
    if (!closing) return done()
    done(new GatewayError('overloaded', 'The server is restarting.', { retryAfterSeconds: drainRetrySeconds }))
  })
}

function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply, methods: readonly string[]): FastifyReply {
  const path = pathOf(request.url)
  const known = methods.length > 0
  const message = known ? `${request.method} is not allowed on ${path}.` : `There is no ${request.method} ${path}.`
  const { status, body } = dialectAt(path).renderError(new GatewayError('not_found', message))
  if (known) reply.header('allow', methods.join(', '))
  return reply.code(known ? 405 : status).send(body)
}

function sendError(dialect: Dialect, cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = toGatewayError(cause)
  if (error.code === 'internal')
    request.log.error({ err: cause, reqId: request.id, dialect: dialect.name }, 'request failed')
  const { status, body, headers } = dialect.renderError(error)
  return reply
    .code(transportStatus(cause) ?? status)
    .headers(headers ?? {})
    .send(body)
}
