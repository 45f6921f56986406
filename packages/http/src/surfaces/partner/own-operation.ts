import type { Scope } from '@dawk/core/tenancy/access/scopes.ts'
import type { Call } from '#operations/call.ts'
import type { Operation } from '#operations/operation.ts'

interface Terms {
  /** What the key of the partner needs. */
  scope: Scope
  /** What this opens within the partner's own account. */
  opens: readonly Scope[]
  tag: string
  description?: string
}

/** A shared operation for the partner's own account: a scope of partners stands for those of the thing itself. */
export const ownOperation = (shared: Operation, { opens, ...terms }: Terms): Operation => ({
  ...shared,
  ...terms,
  handle(call: Call) {
    const { caller } = call
    call.request.caller = { ...caller, scopes: new Set([...caller.scopes, ...opens]) }
    return shared.handle(call)
  },
})
