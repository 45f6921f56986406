import type { FastifyInstance, FastifyReply, onRequestAsyncHookHandler, RouteOptions } from 'fastify'
import { limitAddress } from '#auth/rate-limit.ts'
import type { OperationContext } from '#context.ts'
import { Answer } from './answer.ts'
import { Call } from './call.ts'
import { describeOperation } from './describe-operation.ts'
import { asRemembered, handleOnce, remembersAnswers } from './once.ts'
import type { Operation, OperationRules } from './operation.ts'

interface MountOptions {
  ctx: OperationContext
  /** The `onRequest` hook of operations that need a key or a session. */
  authenticate: onRequestAsyncHookHandler
}

/** Registers the operations of a surface, in their order. Everything that a declaration says happens here. */
export async function mountOperations(
  app: FastifyInstance,
  rules: OperationRules,
  { ctx, authenticate }: MountOptions,
): Promise<void> {
  if (!app.hasRequestDecorator('principal')) app.decorateRequest('principal', null)
  const { openLimit, operations } = rules
  const open = openLimit ? limitAddress(ctx, openLimit.name, openLimit.perMinute) : null
  for (const [operationId, declared] of Object.entries(operations)) {
    const onRequest = declared.scope === 'open' ? open : authenticate
    if (onRequest === null) throw new Error(`${operationId} is open, on a surface that limits nobody`)
    const route = toRoute(operationId, declared, rules, ctx)
    const { parseBody } = declared
    const register = (scope: FastifyInstance) => scope.route({ ...route, onRequest })
    if (!parseBody) register(app)
    else
      await app.register(async (scope) => {
        await parseBody(scope)
        register(scope)
      })
  }
}

function toRoute(operationId: string, plain: Operation, rules: OperationRules, ctx: OperationContext): RouteOptions {
  const isRemembered = remembersAnswers(plain, rules)
  const declared = isRemembered ? asRemembered(plain) : plain
  const { route, bodyLimit, of } = declared
  const mounted = { ctx, operationId, of }
  const [method = '', path = ''] = route.split(' ')
  const status = successOf(declared)
  const answered = isRemembered ? handleOnce(declared.handle, status) : declared.handle
  const handle = declared.scope === 'open' ? answered : veiled(answered, rules)
  return {
    method,
    url: `${rules.base ?? ''}${path}`,
    ...describeOperation(operationId, declared, rules),
    ...(bodyLimit !== undefined && { bodyLimit }),
    handler: async (request, reply) => send(reply, status, await handle(new Call(mounted, request, reply))),
  }
}

/** Shows of an answer what the caller may see; what the handler has sent itself is its own to veil. */
function veiled(handle: Operation['handle'], { veil }: OperationRules): Operation['handle'] {
  if (!veil) return handle
  return async (call) => {
    const result = await handle(call)
    if (result === call.reply) return result
    if (!(result instanceof Answer)) return veil(call, result)
    const { status, replayed } = result
    return new Answer(await veil(call, result.body), { replayed, ...(status !== undefined && { status }) })
  }
}

/** The status of the answer; 200 where the handler chooses between several. */
function successOf({ reply = {} }: Operation): number {
  const successes = Object.keys(reply).filter((status) => status.startsWith('2'))
  return successes.length === 1 ? Number(successes[0]) : 200
}

function send(reply: FastifyReply, status: number, result: unknown): FastifyReply {
  if (result === reply) return reply
  if (!(result instanceof Answer)) return reply.code(status).send(result ?? null)
  if (result.replayed) reply.header('idempotency-replayed', 'true')
  return reply.code(result.status ?? status).send(result.body ?? null)
}
