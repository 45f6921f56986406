import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GraphError, sendError } from '../graph-error.ts'
import type { CallFault } from './call-fault.ts'

/** Nothing is looked up while no such fault is in force, so that sends cost what they did. */
export function strikeCalls(app: FastifyInstance, faults: { readonly calls: Record<string, CallFault> }): void {
  const dropped = new WeakSet<FastifyRequest>()
  app.addHook('preHandler', (request, reply, done) => {
    const fault = takeFault(faults.calls, request.method, request.routeOptions.url)
    if (!fault) return done()
    strike(fault).then(() => {
      if (fault.answer) return reply.send(fault.answer)
      if (fault.drop === 'after') dropped.add(request)
      if (fault.drop !== 'before') return done()
      reply.hijack()
      return reply.raw.destroy()
    }, done)
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (dropped.has(request)) reply.raw.destroy()
    done(null, payload)
  })
}

function takeFault(calls: Record<string, CallFault>, method: string, url = ''): CallFault | undefined {
  const edge = url.slice(url.lastIndexOf('/') + 1)
  const fault = Object.hasOwn(calls, edge) ? calls[edge] : undefined
  if (!fault || fault.times === 0 || (fault.method ?? method) !== method) return undefined
  if (fault.times !== undefined) fault.times--
  return fault
}

async function strike({ delayMs = 0, code, subcode, message }: CallFault): Promise<void> {
  if (delayMs > 0) await sleep(delayMs)
  if (code === undefined) return
  const refusal = sendError(code)
  if (subcode === undefined && message === undefined) throw refusal
  throw new GraphError(refusal.status, {
    type: 'OAuthException',
    code,
    message: message ?? refusal.message,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
  })
}
