import { createHash } from 'node:crypto'
import type { Caller } from '@dawk/core/tenancy/access/caller.ts'
import type { FastifyReply } from 'fastify'
import { idempotencyOf } from '#requests/idempotency-key.ts'
import { Answer } from './answer.ts'
import type { Call } from './call.ts'
import type { Operation, OperationRules } from './operation.ts'

/**
 * Whether the answers of an operation are remembered by their `Idempotency-Key`. Not where it remembers its own, where nobody is known to
 * ask, where a member changes how they sign in, which sets cookies, and where the body is a file, which is not compared.
 */
export const remembersAnswers = (
  { route, scope, membersOnly, idempotent, parseBody }: Operation,
  rules: OperationRules,
) =>
  rules.remembersAnswers === true &&
  route.startsWith('POST ') &&
  !idempotent &&
  scope !== 'open' &&
  !membersOnly &&
  parseBody === undefined

/** What the document says of such an operation. */
export const asRemembered = (declared: Operation): Operation => ({
  ...declared,
  idempotent: true,
  refuses: [...(declared.refuses ?? []), 'conflict', 'idempotency_mismatch'],
})

type Handle = (call: Call) => Promise<unknown>

/** Handles a request with a key once, and answers its repetitions as the first. `status` is that of the operation's success. */
export function handleOnce(handle: Handle, status: number): Handle {
  return async (call) => {
    const keyed = idempotencyOf(call.request)
    if (keyed === null) return handle(call)
    let result: unknown
    const outcome = await call.ctx.idempotency.once(
      { accountId: call.accountId, key: keyed.key, fingerprint: fingerprintFor(call.caller, keyed.fingerprint) },
      async () => {
        result = await handle(call)
        return toStored(result, status, call.reply)
      },
    )
    if (outcome === 'done') return result
    return new Answer(outcome.earlier.body, { status: outcome.earlier.status, replayed: true })
  }
}

/** One key's answer is not for another: it may hold a secret. */
function fingerprintFor({ actor }: Caller, fingerprint: Buffer): Buffer {
  const who = createHash('sha256').update(`${actor.kind}\n${'id' in actor ? actor.id : ''}\n`)
  return who.update(fingerprint).digest()
}

/** Null: the handler has sent its reply itself. */
function toStored(result: unknown, status: number, reply: FastifyReply) {
  if (result === reply) return null
  if (result instanceof Answer) return { status: result.status ?? status, body: result.body ?? null }
  return { status, body: result ?? null }
}
