import type { FastifyPluginAsync } from 'fastify'
import type { HttpContext } from '../context.ts'

/** Liveness says that the process answers; readiness, that work sent here would be done. */
export const health: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get('/health/live', async () => ({ status: 'ok' }))
  app.get('/health/ready', async (_request, reply) => {
    const { ready, ...state } = await ctx.readiness()
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', ...state })
  })
}
