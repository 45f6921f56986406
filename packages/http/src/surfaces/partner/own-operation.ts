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

/** An operation of the native API for the partner's own account: a scope of partners stands for those of the thing itself. */
export const ownOperation = (native: Operation, { opens, ...terms }: Terms): Operation => ({
  ...native,
  ...terms,
  handle(call: Call) {
    const { caller } = call
    call.request.caller = { ...caller, scopes: new Set([...caller.scopes, ...opens]) }
    return native.handle(call)
  },
})
