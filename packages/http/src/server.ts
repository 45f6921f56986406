import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { createFailedAttempts } from '@dawk/core/tenancy/limits/failed-attempts.ts'
import Fastify, {
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { createAuthentication } from './auth/authentication.ts'
import { cleanForwardedAddresses, warnOfUntrustedProxies } from './auth/forwarded-for.ts'
import { noteRefusal } from './auth/note-refusal.ts'
import { closeInOrder } from './closing.ts'
import type { HttpContext } from './context.ts'
import { dashboard } from './dashboard/dashboard.ts'
import { createBrokenRequestHandler } from './errors/broken-requests.ts'
import { maxParamLength, toGatewayError, toValidationError, transportStatus } from './errors/failures.ts'
import { answerUnrouted, createRefusedRequests } from './errors/unrouted-requests.ts'
import { eventIngress } from './event-ingress.ts'
import { linkRedirect } from './link-redirect.ts'
import { mcpEndpoint } from './mcp-endpoint.ts'
import { mediaLinks } from './media/media-links.ts'
import { metaWebhook } from './meta-webhook/meta-webhook.ts'
import { describeSurface } from './openapi/describe-surface.ts'
import type { OpenApiDocument } from './openapi/document.ts'
import { serveDocuments } from './openapi/serve-documents.ts'
import {
  createOperatorAuthentication,
  isOperatorPath,
  mountOperatorApi,
  rejectOperator,
} from './operator/operator-api.ts'
import { operationsDescription } from './ops/description.ts'
import { health } from './ops/health.ts'
import { countResponses, metrics } from './ops/metrics.ts'
import { logRequests } from './ops/request-log.ts'
import { pages } from './pages/pages.ts'
import { checkoutPages } from './payments/checkout-pages.ts'
import { paymentWebhook } from './payments/plan-webhook.ts'
import { vendorWebhook } from './payments/vendor-webhook.ts'
import { acceptJsonBodies } from './requests/json-body.ts'
import { pathOf } from './requests/path-of.ts'
import { createSerializerCompiler, createValidatorCompiler } from './requests/schema-compilers.ts'
import { dialectAt, dialects } from './surfaces/index.ts'
import { type Dialect, type DialectOptions, mountSurface } from './surfaces/surface.ts'

const bodyLimitBytes = 1024 * 1024
/** A file of 100 MB over a slow line; other bodies have at most 1 MiB. */
const requestTimeoutMs = 600_000
const headersTimeoutMs = 30_000
/** Of keys and sessions, from one address. */
const failuresPerMinute = 60

/** All surfaces on one server, not yet listening. */
export function buildServer(ctx: HttpContext): FastifyInstance {
  const failures = createFailedAttempts(failuresPerMinute)
  const refused = createRefusedRequests()
  const app: FastifyInstance = Fastify({
    ...serverOptions(ctx),
    rewriteUrl: (request) => refused.route(request, rewriteUrl),
    frameworkErrors: (cause, { raw }, reply) => refused.refuse(app, cause, raw, reply.raw),
    clientErrorHandler: createBrokenRequestHandler(failures, dialectAt),
  })
  app.server.headersTimeout = headersTimeoutMs
  if (ctx.trustProxy.length > 0) cleanForwardedAddresses(app)
  warnOfUntrustedProxies(app)
  app.setValidatorCompiler(createValidatorCompiler())
  app.setSerializerCompiler(createSerializerCompiler())
  app.setSchemaErrorFormatter(toValidationError)
  const secured = securityHeaders(ctx)
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(secured)
    reply.header('x-request-id', request.id)
    done()
  })
  countResponses(app, ctx.metrics)
  logRequests(app, ctx.log)
  closeInOrder(app)
  app.addHook('preClose', () => ctx.streams.close()) // lines that are open would keep the server from closing
  const documents = new Map<string, () => OpenApiDocument>()
  const { authenticateBy, authenticateKey } = createAuthentication(app, ctx, failures)
  app.decorateRequest('operatorKey', null)
  const authenticateOperator = createOperatorAuthentication(ctx, failures)
  answerUnrouted(app, refused, (url) => (isOperatorPath(url) ? authenticateOperator : authenticateBy(dialectAt(url))))
  for (const dialect of dialects) {
    const options = { ctx, authenticate: authenticateBy(dialect), authenticateKey }
    app.register(mount(dialect, options, documents), { prefix: dialect.prefix })
  }
  app.register(operations(ctx, documents))
  app.register(
    async (scope) => void documents.set('operator', await mountOperatorApi(scope, ctx, authenticateOperator)),
  )
  app.register(mcpEndpoint, { ctx, authenticate: authenticateBy({}) })
  app.register(serveDocuments, { documents, ctx })
  app.register(pages, { ctx })
  app.register(checkoutPages, { ctx })
  app.register(dashboard, { ctx })
  const renderError = createErrorHandler(ctx, (request) => dialectAt(request.url))
  app.setErrorHandler((cause, request, reply) =>
    isOperatorPath(request.url) ? rejectOperator(cause, request, reply) : renderError(cause, request, reply),
  )
  return app
}

/** Of every answer; a page or a file that may be kept says so itself. HSTS where others reach this host by TLS. */
function securityHeaders({ publicUrl }: Pick<HttpContext, 'publicUrl'>): Record<string, string> {
  const isTls = publicUrl?.().startsWith('https:') ?? false
  return {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(isTls && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  }
}

function serverOptions(ctx: Pick<HttpContext, 'log' | 'trustProxy'>): FastifyHttpOptions<Server> {
  return {
    loggerInstance: ctx.log,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger, // a child for each request costs more than the few lines that need its id
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // see closing.ts: the same, in the dialect's shape
    routerOptions: { maxParamLength, ignoreTrailingSlash: true },
    http: { requireHostHeader: false }, // see unrouted-requests: the same, in the dialect's shape
    trustProxy: ctx.trustProxy.length > 0 ? [...ctx.trustProxy] : false,
    genReqId: requestId,
  }
}

const rewriting = dialects.filter((dialect) => dialect.rewriteUrl)

function rewriteUrl(url: string): string {
  const dialect = rewriting.find(({ prefix }) => url.startsWith(`${prefix}/`))
  return dialect?.rewriteUrl?.(url) ?? url
}

function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,128}$/.test(given) ? given : randomUUID()
}

type DocumentMakers = Map<string, () => OpenApiDocument>

function mount(dialect: Dialect, options: DialectOptions & { ctx: HttpContext }, documents: DocumentMakers) {
  return async (scope: FastifyInstance) => {
    acceptJsonBodies(scope)
    documents.set(dialect.name, await describeSurface(scope, dialect.prefix, dialect.description))
    scope.setErrorHandler(createErrorHandler(options.ctx, () => dialect))
    await mountSurface(scope, dialect, options)
  }
}

/** What belongs to no dialect: Meta's and the payment provider's callbacks, and what watches the process. */
function operations(ctx: HttpContext, documents: DocumentMakers) {
  return async (scope: FastifyInstance) => {
    documents.set('operations', await describeSurface(scope, '', operationsDescription))
    const parts: readonly FastifyPluginAsync<{ ctx: HttpContext }>[] = [
      health,
      metrics,
      metaWebhook,
      paymentWebhook,
      vendorWebhook,
      mediaLinks,
      linkRedirect,
      eventIngress,
    ]
    for (const part of parts) await scope.register(part, { ctx })
  }
}

/** Renders whatever was thrown in the words of the request's surface. */
function createErrorHandler(ctx: Pick<HttpContext, 'refusals'>, dialectOf: (request: FastifyRequest) => Dialect) {
  return (cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const dialect = dialectOf(request)
    const error = toGatewayError(cause)
    if (error.code === 'internal')
      request.log.error({ err: cause, reqId: request.id, dialect: dialect.name }, 'request failed')
    noteRefusal(ctx, error, request)
    const { method, url, id: requestId } = request
    const status = transportStatus(cause)
    const rendered = dialect.renderError(error, { method, path: pathOf(url), requestId, transportStatus: status })
    return reply
      .code(status ?? rendered.status)
      .headers(rendered.headers ?? {})
      .send(rendered.body)
  }
}
