import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GraphError, sendError } from '../graph-error.ts'
import { asObject, isObject, type Json } from '../json.ts'

/** What befalls the calls of one edge of Graph, named by the last part of its path: `register`, `debug_token`. */
export interface CallFault {
  /** Before anything else happens. */
  delayMs?: number
  /** It is refused with this code, and nothing takes effect. */
  code?: number
  subcode?: number
  message?: string
  /** What it is answered in place of the truth, and nothing takes effect. */
  answer?: Json
  /** The connection breaks, before the call takes effect or after it. */
  drop?: 'before' | 'after'
  /** Only calls of this method, as `POST`; left out: all. */
  method?: string
  /** How many calls from now on; absent: all of them. */
  times?: number
}

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

const types: Readonly<Record<string, string>> = {
  delayMs: 'number',
  code: 'number',
  subcode: 'number',
  message: 'string',
  answer: 'object',
  drop: 'string',
  method: 'string',
  times: 'number',
}

/** The members of `calls` that are no faults. */
export function callFaultProblems(calls: Json): string[] {
  return Object.entries(calls).flatMap(([edge, fault]) =>
    isObject(fault)
      ? Object.entries(asObject(fault)).flatMap(([name, value]) =>
          types[name] === typeof value && (name !== 'drop' || value === 'before' || value === 'after')
            ? []
            : [`calls.${edge}.${name} is unknown or of the wrong type`],
        )
      : [`calls.${edge} must be an object`],
  )
}
