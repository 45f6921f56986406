import type { OperatorKey } from '@dawk/core/operations/operator-key-store.ts'
import { type Caller, trustedCaller } from '@dawk/core/tenancy/access/caller.ts'
import type { Actor } from '@dawk/core/tenancy/audit/actor.ts'
import type { Call } from '../operations/call.ts'

declare module 'fastify' {
  interface FastifyRequest {
    operatorKey: OperatorKey | null
  }
}

/** Who acts, for the audit log. */
export function operatorOf({ request }: Pick<Call, 'request'>): Actor {
  const { operatorKey: key, ip, id: requestId } = request
  if (key === null) throw new Error(`${request.routeOptions.url} is not behind a key of the operators`)
  return { kind: 'operator', id: key.id, name: key.name, ip, requestId }
}

export const callerFor = (call: Pick<Call, 'request'>, accountId: string): Caller =>
  trustedCaller(accountId, operatorOf(call))
