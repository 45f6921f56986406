import type { AddressInfo } from 'node:net'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import { Overloaded, usualMaxPending } from './backlog.ts'
import { createContext, type SimulatorContext } from './context.ts'
import { controlRoutes } from './control/routes.ts'
import { strikeCalls } from './faults/call-faults.ts'
import { blockListRoutes } from './graph/block-list.ts'
import { attachmentRoutes, mediaRoutes } from './graph/media.ts'
import { messageRoutes } from './graph/messages.ts'
import { nodeRoutes } from './graph/nodes.ts'
import { settingsRoutes } from './graph/number-settings.ts'
import { oauthRoutes } from './graph/oauth.ts'
import { profileRoutes } from './graph/profile.ts'
import { qrCodeRoutes } from './graph/qr-codes.ts'
import { registrationRoutes } from './graph/registration.ts'
import { subscriptionRoutes } from './graph/subscribed-apps.ts'
import { templateLibraryRoutes } from './graph/template-library.ts'
import { templateRoutes } from './graph/templates.ts'
import { uploadRoutes } from './graph/uploads.ts'
import { badRequest, GraphError, unknownObject, unknownPath } from './graph-error.ts'
import { assertMayListen, createGuard, type Guard, guardScope } from './guard/guard.ts'
import { explainListenError, type SimulatorOptions } from './guard/options.ts'
import { handsetRoutes } from './handset/handset-routes.ts'
import { answerMarketing } from './messages/opt-outs.ts'
import type { Random } from './random.ts'

export interface Simulator {
  url: string
  port: number
  close(): Promise<void>
}

/** @throws Error a sentence that says what to do, when it may not or cannot listen as asked */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { port, host = '127.0.0.1', token, allowedHosts = [], log = false } = options
  assertMayListen({ host, token })
  const ctx = createContext({ maxPending: usualMaxPending, allowedCallbacks: [], ...options })
  ctx.statuses.whenDelivered((life) => answerMarketing(ctx, life))
  const guard = createGuard({ token, allowedHosts: [...allowedHosts, host] })
  const app = buildServer(ctx, guard, log)
  await app.listen({ port, host }).catch((error: unknown) => {
    throw explainListenError(error, options)
  })
  const address = app.server.address() as AddressInfo
  ctx.origin = originOf(host, address.port)
  return {
    url: ctx.origin,
    port: address.port,
    async close() {
      ctx.statuses.reset()
      ctx.reviews.reset()
      await Promise.all([ctx.publisher.close(), app.close()])
      ctx.media.close()
    },
  }
}

function originOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

function buildServer(ctx: SimulatorContext, guard: Guard, log: boolean): FastifyInstance {
  const app = Fastify({
    logger: log,
    forceCloseConnections: true,
    bodyLimit: 4 * 1024 * 1024,
    routerOptions: { maxParamLength: 300 },
  })
  parseJsonBodies(app)
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  void app.register(multipart)
  app.setNotFoundHandler((request, reply) => {
    const { status, body } = unknownObject(request.method, request.url.split('?')[0]?.split('/').at(-1) ?? '')
    return reply.code(status).send(body)
  })
  void app.register(
    async (scope) => {
      guardScope(scope, guard)
      controlRoutes(scope, ctx)
    },
    { prefix: '/_simulator' },
  )
  void app.register(async (scope) => handsetRoutes(scope, guard))
  void app.register(async (scope) => {
    scope.setErrorHandler((error: FastifyError | GraphError, request, reply) =>
      sendGraphError(ctx, error, request.log, reply),
    )
    attachmentRoutes(scope, ctx)
  })
  for (const prefix of ['/:version(^v\\d+\\.\\d+$)', '/'])
    void app.register(async (scope) => graphRoutes(scope, ctx), { prefix })
  return app
}

function graphRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.setErrorHandler((error: FastifyError | GraphError, request, reply) =>
    sendGraphError(ctx, error, request.log, reply),
  )
  app.addHook('onRequest', (request, reply, done) => {
    const version = servedVersion((request.params as { version?: string }).version)
    if (version === null) return done(unknownPath(request.url))
    reply.header('facebook-api-version', version)
    done()
  })
  strikeCalls(app, ctx.faults)
  messageRoutes(app, ctx)
  mediaRoutes(app, ctx)
  uploadRoutes(app, ctx)
  profileRoutes(app, ctx)
  blockListRoutes(app, ctx)
  registrationRoutes(app, ctx)
  settingsRoutes(app, ctx)
  qrCodeRoutes(app, ctx)
  oauthRoutes(app, ctx)
  subscriptionRoutes(app, ctx)
  templateRoutes(app, ctx)
  templateLibraryRoutes(app, ctx)
  nodeRoutes(app, ctx)
}

function sendGraphError(
  { random }: Pick<SimulatorContext, 'random'>,
  error: FastifyError | GraphError,
  log: FastifyInstance['log'],
  reply: FastifyReply,
) {
  const refuse = (status: number, { body }: GraphError) =>
    reply.code(status).send({ error: { ...body.error, fbtrace_id: traceId(random) } })
  if (error instanceof GraphError) return refuse(error.status, error)
  if (error instanceof Overloaded) return reply.code(503).header('retry-after', 1).send(error.message)
  if (error.statusCode && error.statusCode < 500) return refuse(400, badRequest('Invalid parameter'))
  log.error(error)
  return reply.code(500).send({ error: { message: 'An unknown error occurred', type: 'OAuthException', code: 1 } })
}

const traceId = (random: Random) => `A${random.bytes(17).toString('base64url').slice(0, 22)}`

/** The oldest version of Graph that lives: v20.0 ended on 24 September 2026. */
const oldest = 21
/** The newest one. */
const newest = 27

/** Graph serves a version that has ended as the oldest that lives. Null: there is no such version yet. */
function servedVersion(version: string | undefined): string | null {
  if (version === undefined) return 'v23.0' // the version of the app, where a path names none
  const major = Number(/^v(\d+)/.exec(version)?.[1])
  return major > newest ? null : `v${Math.max(oldest, major)}.0`
}

/**
 * Clients send `content-type: application/json` with no body at all, most of all with DELETE: Graph reads that as no
 * parameters. What is there has to be JSON.
 */
function parseJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('ignore', 'ignore')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (String(body).trim() === '') done(null, undefined)
    else void parse(request, String(body), done)
  })
}
