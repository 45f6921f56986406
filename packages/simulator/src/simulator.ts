import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import { createContext, type SimulatorContext } from './context.ts'
import { controlRoutes } from './control/routes.ts'
import { messageRoutes } from './graph/messages.ts'
import { nodeRoutes } from './graph/nodes.ts'
import { subscriptionRoutes } from './graph/subscribed-apps.ts'
import { badRequest, GraphError, unknownObject } from './graph-error.ts'
import { handsetRoutes } from './handset-routes.ts'

export interface SimulatorOptions {
  /** 0 takes any free port. */
  port: number
  host?: string
  log?: boolean
}

export interface Simulator {
  url: string
  port: number
  close(): Promise<void>
}

export async function startSimulator({ port, host = '127.0.0.1', log = false }: SimulatorOptions): Promise<Simulator> {
  const ctx = createContext()
  const app = buildServer(ctx, log)
  await app.listen({ port, host })
  const address = app.server.address() as AddressInfo
  return {
    url: `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${address.port}`,
    port: address.port,
    async close() {
      ctx.statuses.reset()
      await Promise.all([ctx.publisher.close(), app.close()])
    },
  }
}

function buildServer(ctx: SimulatorContext, log: boolean): FastifyInstance {
  const app = Fastify({
    logger: log,
    forceCloseConnections: true,
    bodyLimit: 4 * 1024 * 1024,
    routerOptions: { maxParamLength: 300 },
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  app.setNotFoundHandler((request, reply) => {
    const { status, body } = unknownObject(request.method, request.url.split('?')[0]?.split('/').at(-1) ?? '')
    return reply.code(status).send(body)
  })
  void app.register(async (scope) => controlRoutes(scope, ctx), { prefix: '/_simulator' })
  handsetRoutes(app)
  for (const prefix of ['/:version(^v2[1-6]\\.0$)', '/'])
    void app.register(async (scope) => graphRoutes(scope, ctx), { prefix })
  return app
}

function graphRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.setErrorHandler((error: FastifyError | GraphError, request, reply) => sendGraphError(error, request.log, reply))
  app.addHook('onSend', async (request, reply) => {
    const version = (request.params as { version?: string }).version
    void reply.header('facebook-api-version', version ?? 'v23.0')
  })
  messageRoutes(app, ctx)
  subscriptionRoutes(app, ctx)
  nodeRoutes(app, ctx)
}

function sendGraphError(error: FastifyError | GraphError, log: FastifyInstance['log'], reply: FastifyReply) {
  if (error instanceof GraphError) return reply.code(error.status).send(error.body)
  if (error.statusCode && error.statusCode < 500) return reply.code(400).send(badRequest('Invalid parameter').body)
  log.error(error)
  return reply.code(500).send({ error: { message: 'An unknown error occurred', type: 'OAuthException', code: 1 } })
}
