import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'

/** The levels at which the lines are shown. */
const levels = new Set(['trace', 'debug', 'info'])

/** Probes come every few seconds and say nothing. */
const probes = /^\/(health\/|metrics)/

/**
 * One line for each request at `info`, with the request id that its response carries. It names the route and not the path,
 * and neither query nor body, which hold phone numbers and tokens.
 */
export function logRequests(app: FastifyInstance, log: FastifyBaseLogger): void {
  if (!levels.has(log.level)) return
  app.addHook('onResponse', (request, reply, done) => {
    const { method, id: reqId } = request
    if (!probes.test(request.url)) {
      const route = request.routeOptions.url ?? '(unknown)'
      const line = { reqId, method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 }
      log.info({ ...line, ...accountOf(request) }, 'request')
    }
    done()
  })
}

const accountOf = ({ principal }: FastifyRequest) => (principal ? { accountId: principal.account.id } : {})
