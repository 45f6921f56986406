import type { FastifyInstance } from 'fastify'
import { assertRoom, countPending } from '../backlog.ts'
import { resetContext, type SimulatorContext } from '../context.ts'
import { mergeFaults } from '../faults/faults.ts'
import { asArray, asObject, asText, type Json } from '../json.ts'
import { acceptChange } from '../messages/accept-change.ts'
import { acceptInbound, ControlError } from '../messages/accept-inbound.ts'
import { changeHealth } from './health.ts'
import { mediaControl } from './media.ts'
import { readGrant } from './read-grant.ts'
import { readNumbers } from './read-numbers.ts'
import { templateControl } from './templates.ts'
import { threadRoutes } from './threads.ts'

export function controlRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error instanceof ControlError ? 400 : (error.statusCode ?? 500)
    return reply.code(status).send({ error: error.message })
  })
  app.put('/numbers', (request) => {
    const numbers = readNumbers(asArray(asObject(request.body)['numbers']))
    for (const number of numbers) ctx.numbers.upsert(number)
    return { numbers: ctx.numbers.list() }
  })
  app.put<{ Params: { id: string } }>('/numbers/:id/health', ({ params, body }) =>
    changeHealth(ctx, params.id, asObject(body)),
  )
  app.get('/numbers', () => ({ numbers: ctx.numbers.list() }))
  app.get<{ Querystring: Record<string, string> }>('/messages', ({ query }) =>
    ctx.messages.page(Number(query['after'] ?? 0) || 0, Math.min(10_000, Number(query['limit'] ?? 1000) || 1000)),
  )
  app.get('/messages/count', () => ({ count: ctx.messages.count() }))
  app.post('/inbound', ({ body }) => {
    assertRoom(ctx)
    const given = asObject(body)
    const field = asText(given['field']) ?? 'messages'
    const wamids = field === 'messages' ? acceptInbound(ctx, given) : acceptChange(ctx, field, given)
    return { wamid: wamids[0], wamids }
  })
  app.get('/webhooks/pending', () => ({ pending: countPending(ctx) }))
  mediaControl(app, ctx)
  app.post('/oauth-codes', ({ body }) => ({ code: ctx.tokens.newCode(readGrant(asObject(body))) }))
  faultRoutes(app, ctx)
  templateControl(app, ctx)
  threadRoutes(app, ctx)
}

function faultRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get('/faults', () => ctx.faults)
  app.put('/faults', ({ body }) => {
    const problems = mergeFaults(ctx.faults, asObject(body))
    if (problems.length > 0) throw new ControlError(problems.join('; '))
    return ctx.faults
  })
  app.post('/reset', () => {
    resetContext(ctx)
    return { success: true }
  })
  app.get('/clock', () => ({ now: ctx.clock.now() }))
  app.put('/clock', ({ body }) => {
    moveClock(ctx, asObject(body))
    return { now: ctx.clock.now() }
  })
}

function moveClock({ clock }: SimulatorContext, { advanceMs, now }: Json): void {
  if (typeof advanceMs === 'number') clock.advance(advanceMs)
  else if (typeof now === 'number') clock.set(now)
  else throw new ControlError('advanceMs or now (milliseconds) is required')
}
