import type { FastifyPluginAsync } from 'fastify'
import type { OperatorContext } from '../context.ts'

const Readiness = {
  type: 'object',
  properties: {
    status: { type: 'string', enum: ['ready', 'not ready'] },
    role: { type: 'string', enum: ['all', 'api', 'worker'] },
    database: { type: 'string', enum: ['up', 'read-only', 'full', 'down'] },
    unappliedWebhookItems: {
      type: ['integer', 'null'],
      description:
        "Parts of Meta's webhooks that could not be applied: `npm run dawk -- unapplied-list`. Null: the database did not answer.",
    },
    notices: { type: 'array', items: { type: 'string' }, description: 'What an operator should know.' },
  },
  required: ['status', 'role', 'database', 'unappliedWebhookItems', 'notices'],
  title: 'Readiness',
  examples: [{ status: 'ready', role: 'all', database: 'up', unappliedWebhookItems: 0, notices: [] }],
}

const live = {
  operationId: 'isLive',
  summary: 'Tell that the process answers',
  tags: ['Health'],
  response: {
    200: {
      type: 'object',
      properties: { status: { const: 'ok' } },
      required: ['status'],
      examples: [{ status: 'ok' }],
    },
  },
}

const ready = {
  operationId: 'isReady',
  summary: 'Tell whether work sent here would be done',
  tags: ['Health'],
  response: { 200: Readiness, 503: Readiness },
}

/** Liveness says that the process answers; readiness, that work sent here would be done. */
export const health: FastifyPluginAsync<{ ctx: OperatorContext }> = async (app, { ctx }) => {
  app.get('/health/live', { config: { documents: live } }, async () => ({ status: 'ok' }))
  app.get('/health/ready', { config: { documents: ready } }, async (_request, reply) => {
    const { ready: isReady, ...state } = await ctx.readiness()
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', ...state })
  })
}
