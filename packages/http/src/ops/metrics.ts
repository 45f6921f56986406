import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { Counter, type Registry } from 'prom-client'
import type { OperatorContext } from '../context.ts'
import { Refusal } from './description.ts'
import { metricsChallenge, metricsRefusal, showsMetricsToken } from './metrics-token.ts'

const documents = {
  operationId: 'getMetrics',
  summary: 'Read the metrics of this process',
  description: 'Where the operator has set `METRICS_TOKEN`, it is to be sent as `Authorization: Bearer`.',
  tags: ['Metrics'],
  response: {
    200: {
      description: 'In the text format of Prometheus.',
      content: { 'text/plain': { schema: { type: 'string' } } },
    },
    401: Refusal,
  },
}

export const metrics: FastifyPluginAsync<{ ctx: OperatorContext }> = async (app, { ctx }) => {
  app.get('/metrics', { config: { documents } }, async ({ headers }, reply) => {
    if (showsMetricsToken(ctx.metricsToken, headers.authorization))
      return reply.type(ctx.metrics.contentType).send(await ctx.metrics.metrics())
    reply.header('www-authenticate', metricsChallenge)
    throw new GatewayError('unauthenticated', metricsRefusal)
  })
}

/** Counts responses by route pattern and status: plain numbers on the way of a request, a Prometheus counter when read. */
export function countResponses(app: FastifyInstance, registry: Registry): void {
  const counts = new Map<string, number>()
  app.addHook('onSend', (request, reply, payload, done) => {
    const key = `${request.method} ${request.routeOptions.url ?? '(unknown)'} ${reply.statusCode}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    done(null, payload)
  })
  new Counter({
    name: 'dawk_http_responses_total',
    help: 'HTTP responses by route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [key, count] of counts) {
        const [method = '', route = '', status = ''] = key.split(' ')
        this.inc({ method, route, status }, count)
      }
    },
  })
}
