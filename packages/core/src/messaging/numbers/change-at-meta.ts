import type { CallOutcome } from '@dawk/cloud-api/call-outcome.ts'
import type { GraphChange } from '@dawk/cloud-api/client.ts'
import type { Json } from '@dawk/cloud-api/json.ts'
import type { CoreContext } from '#context.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { Scope } from '#tenancy/access/scopes.ts'
import { attemptAndRecord } from '#tenancy/audit/attempts.ts'
import type { AuditAction } from '#tenancy/audit/catalogue.ts'
import { requestReading } from './health/health-store.ts'
import type { NumberRow } from './number.ts'
import { openLane } from './number-store.ts'

export interface NumberChange extends Pick<GraphChange, 'method' | 'path' | 'body'> {
  /** Under which the audit log has it. */
  action: Extract<AuditAction, `number.${string}`>
  scope: Scope
}

/**
 * Asks Meta for a change of a number, or of its business account, that is not kept here: Meta's limits decide. The audit log
 * names the members of the request without their values, which may be PINs, keys and phone numbers. A number that was registered
 * sends again, if Meta had refused it as not registered. Returns what Meta answered.
 */
export async function changeAtMeta(
  ctx: Pick<CoreContext, 'transaction' | 'graph'>,
  caller: Caller,
  number: NumberRow,
  { action, scope, ...change }: NumberChange,
): Promise<CallOutcome<Json>> {
  assertScope(caller, scope)
  const after = { asked: `${change.method} ${change.path}`, members: Object.keys(change.body ?? {}).slice(0, 50) }
  const note = { action, targetId: number.id, before: null, after } as const
  const recorded = await attemptAndRecord<CallOutcome<Json>>(ctx, caller, note, async () => {
    const answered = await ctx.graph(number.sandbox).changeGraph({ ...change, token: number.token })
    return answered.ok || isDoneInPart(answered) ? { ok: true, data: answered } : answered
  })
  if (!recorded.ok) return recorded
  if (action === 'number.registered' && recorded.data.ok)
    await ctx.transaction(caller, async (tx) => {
      await openLane(tx, number.accountId, number.laneId)
      await requestReading(tx, number.accountId, number.id)
    })
  return recorded.data
}

/** Of a list Meta changes what it can, and tells of the rest in an error beside it: that is a change to be recorded. */
const isDoneInPart = (answered: CallOutcome<Json> & { ok: false }): boolean =>
  !answered.unreachable && Object.keys(answered.beside ?? {}).length > 0
