import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { assertRoom } from '../backlog.ts'
import type { SimulatorContext } from '../context.ts'
import { happens } from '../faults/faults.ts'
import { invalid, missing, sendError } from '../graph-error.ts'
import { asObject, type Json } from '../json.ts'
import { acceptSend } from '../messages/accept-send.ts'
import { requireNumber } from './access.ts'

type SendRequest = FastifyRequest<{ Params: { id: string } }>

export function messageRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.post<{ Params: { id: string } }>('/:id/messages', (request, reply) => {
    const latencyMs = drawLatency(ctx)
    if (latencyMs === 0) return answer(ctx, request, reply)
    return sleep(latencyMs).then(() => answer(ctx, request, reply))
  })
}

function drawLatency({ faults, random }: Pick<SimulatorContext, 'faults' | 'random'>): number {
  const { latencyMs, latencyJitterMs } = faults
  return latencyMs + (latencyJitterMs > 0 ? random.share() * latencyJitterMs : 0)
}

function answer(ctx: SimulatorContext, request: SendRequest, reply: FastifyReply): unknown {
  const number = requireNumber(ctx, request, request.params.id)
  if (happens(ctx.random, ctx.faults.dropBeforeAcceptRate)) return drop(reply)
  if (happens(ctx.random, ctx.faults.http5xxRate)) throw sendError(ctx.random.share() < 0.5 ? 131000 : 2)
  const body = asObject(request.body)
  if (body['status'] !== undefined) return reply.send(markRead(ctx, body))
  assertRoom(ctx)
  const { reply: accepted, life, dropConnection } = acceptSend(ctx, number, body)
  const finish = () => (dropConnection ? drop(reply) : reply.send(accepted))
  if (ctx.faults.webhooks.earlyStatuses) return ctx.statuses.publishNow(life).then(finish)
  ctx.statuses.schedule(life)
  return finish()
}

/** Ends the connection without an answer, as a broken network would. */
function drop(reply: FastifyReply): FastifyReply {
  reply.hijack()
  reply.raw.destroy()
  return reply
}

function markRead({ messages, events }: Pick<SimulatorContext, 'events' | 'messages'>, body: Json): Json {
  if (body['status'] !== 'read') throw invalid('Param status must be "read".')
  const wamid = body['message_id']
  if (typeof wamid !== 'string' || wamid === '') throw missing('message_id')
  const typing = body['typing_indicator']
  if (typing !== undefined && asObject(typing)['type'] !== 'text')
    throw invalid('Param typing_indicator.type must be "text".')
  const message = messages.find(wamid)
  if (message?.direction !== 'in') throw invalid('Param message_id is not the id of a message received by this number.')
  message.status = 'read'
  events.emit(() => ({
    kind: typing === undefined ? 'read' : 'typing',
    wamid,
    phoneNumberId: message.phoneNumberId,
    user: message.user,
  }))
  return { success: true }
}
