import type { Caller } from '@dawk/core/tenancy/access/caller.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { Actor } from '@dawk/core/tenancy/audit/actor.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorOf, callerOf, principalOf } from '#auth/authentication.ts'
import type { OperationContext } from '#context.ts'
import { type IdKind, knownId } from './known-id.ts'

/** What a call knows of its operation. */
interface Mounted {
  ctx: OperationContext
  operationId: string
  of: string | IdKind | undefined
}

/** One request of an operation: what was sent, by whom, and what the handler works with. */
export class Call<Params = unknown, Query = unknown, Body = unknown> {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  private readonly mounted: Mounted

  constructor(mounted: Mounted, request: FastifyRequest, reply: FastifyReply) {
    this.mounted = mounted
    this.request = request
    this.reply = reply
  }

  get ctx(): OperationContext {
    return this.mounted.ctx
  }

  get operationId(): string {
    return this.mounted.operationId
  }

  get params(): Params {
    return this.request.params as Params
  }

  get query(): Query {
    return this.request.query as Query
  }

  get body(): Body {
    return this.request.body as Body
  }

  /** Who calls; an open operation has nobody. */
  get principal(): Principal {
    return principalOf(this.request)
  }

  get accountId(): string {
    return principalOf(this.request).account.id
  }

  /** The same, as core takes it. */
  get caller(): Caller {
    return callerOf(this.request)
  }

  /** Who calls, as the audit log names them. */
  get actor(): Actor {
    return actorOf(this.request)
  }

  /** `:id` of the path. @throws GatewayError `not_found` when it cannot be the id of anything */
  get id(): string {
    const { of, operationId } = this.mounted
    if (of === undefined) throw new Error(`${operationId} does not say what its id names`)
    return knownId((this.request.params as { id: string }).id, of)
  }
}
