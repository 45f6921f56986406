import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { emptySpec } from './flow/flow-spec.ts'
import type { Flow, FlowVersion } from './flow.ts'
import {
  countFlows,
  lockFlow,
  selectFlow,
  selectFlows,
  selectVersion,
  selectVersions,
  writeFlow,
} from './flow-store.ts'

const maxFlows = 500
const maxDraftBytes = 512 * 1024

type Reading = Pick<CoreContext, 'read'>
type Writing = Pick<CoreContext, 'transaction'>
type Account = Pick<Caller, 'accountId'>

/** Latest first. */
export const listFlows = (
  ctx: Reading,
  { accountId }: Account,
  query: { before: string | null; limit: number; archived: boolean; folder: string | null },
): Promise<Flow[]> => ctx.read({ accountId }, (db) => selectFlows(db, accountId, query))

/** @throws GatewayError `not_found` */
export const getFlow = (ctx: Reading, { accountId }: Account, id: string): Promise<Flow> =>
  ctx.read({ accountId }, (db) => getFlowIn(db, accountId, id))

/** @throws GatewayError `not_found` */
export async function getFlowIn(db: Queryable, accountId: string, id: string): Promise<Flow> {
  const flow = isId(id) ? await selectFlow(db, accountId, id) : null
  if (flow === null) throw new GatewayError('not_found', 'There is no such flow in this account.')
  return flow
}

/** Locked until the transaction ends. @throws GatewayError `not_found` */
export async function getLockedFlow(tx: UnitOfWork, id: string): Promise<Flow> {
  if (isId(id)) await lockFlow(tx, tx.caller.accountId, id)
  return getFlowIn(tx, tx.caller.accountId, id)
}

export interface NewFlow {
  name: string
  folder?: string | null
  /** A document; it may have problems until it is published. */
  spec?: unknown
}

/** A draft: it starts nothing until it is published. @throws GatewayError `invalid_request`, `conflict` */
export async function createFlow(
  ctx: Writing,
  caller: Caller,
  { name, folder = null, spec = emptySpec }: NewFlow,
): Promise<Flow> {
  assertScope(caller, 'automations:write')
  assertDraft(spec)
  return ctx.transaction(caller, async (tx) => {
    if ((await countFlows(tx, caller.accountId)) >= maxFlows)
      throw new GatewayError('conflict', `An account has at most ${maxFlows} flows.`)
    const at = new Date().toISOString()
    const flow: Flow = {
      ...{ id: newId(), name: name.trim(), folder, enabled: true, draft: spec, draftRevision: 1 },
      ...{
        liveVersionId: null,
        liveNumber: null,
        disabledReason: null,
        createdAt: at,
        updatedAt: at,
        archivedAt: null,
      },
    }
    await writeFlow(tx, caller.accountId, flow)
    await tx.audit('flow.created', flow.id, { before: null, after: toSnapshot(flow) })
    return flow
  })
}

export interface FlowChange {
  name?: string | undefined
  folder?: string | null | undefined
  enabled?: boolean | undefined
  archived?: boolean | undefined
  spec?: unknown
  /** Only while the draft has this revision: of two editors the second is refused. */
  ifRevision?: number | undefined
}

/** @throws GatewayError `not_found`, `invalid_request`; `precondition_failed` when the draft has another revision */
export async function updateFlow(ctx: Writing, caller: Caller, id: string, change: FlowChange): Promise<Flow> {
  assertScope(caller, 'automations:write')
  if (change.spec !== undefined) assertDraft(change.spec)
  return ctx.transaction(caller, async (tx) => {
    const before = await getLockedFlow(tx, id)
    if (change.ifRevision !== undefined && change.ifRevision !== before.draftRevision)
      throw new GatewayError(
        'precondition_failed',
        `The draft is not at revision ${change.ifRevision}: it is at ${before.draftRevision}. Read it again and repeat the change.`,
        {
          reason: 'version_mismatch',
        },
      )
    const at = new Date().toISOString()
    const after: Flow = { ...before, ...changed(before, change), updatedAt: at }
    const archivedAt =
      change.archived === undefined ? before.archivedAt : change.archived ? (before.archivedAt ?? at) : null
    const written = { ...after, archivedAt, disabledReason: change.enabled === true ? null : before.disabledReason }
    await writeFlow(tx, caller.accountId, written)
    await tx.audit('flow.changed', id, { before: toSnapshot(before), after: toSnapshot(written) })
    tx.notify('flows', caller.accountId)
    return written
  })
}

const changed = (before: Flow, { name, folder, enabled, spec }: FlowChange): Partial<Flow> => ({
  ...(name !== undefined && { name: name.trim() }),
  ...(folder !== undefined && { folder }),
  ...(enabled !== undefined && { enabled }),
  ...(spec !== undefined && { draft: spec, draftRevision: before.draftRevision + 1 }),
})

/** Whatever else is wrong with a draft, it can be stored and shown. */
function assertDraft(spec: unknown): void {
  const size = JSON.stringify(spec)?.length ?? 0
  const isFit = typeof spec === 'object' && spec !== null && !Array.isArray(spec) && size <= maxDraftBytes
  if (isFit) return
  const message =
    size > maxDraftBytes ? `must have at most ${maxDraftBytes} characters as JSON, has ${size}` : 'must be an object'
  throw new GatewayError('invalid_request', 'Validation failed.', { details: [{ field: 'spec', message }] })
}

/** Latest first; `before` is the number of the last one of the page before. @throws GatewayError `not_found` */
export const listVersions = (
  ctx: Reading,
  { accountId }: Account,
  flowId: string,
  page: { before: number | null; limit: number },
): Promise<FlowVersion[]> =>
  ctx.read({ accountId }, async (db) => {
    await getFlowIn(db, accountId, flowId)
    return selectVersions(db, accountId, flowId, page)
  })

/** @throws GatewayError `not_found` */
export const getVersion = (
  ctx: Reading,
  { accountId }: Account,
  flowId: string,
  number: number,
): Promise<FlowVersion> =>
  ctx.read({ accountId }, async (db) => {
    await getFlowIn(db, accountId, flowId)
    const version = await selectVersion(db, accountId, flowId, number)
    if (version === null) throw new GatewayError('not_found', `The flow has no version ${number}.`)
    return version
  })

/** What the audit log shows of a flow: never its texts. */
export const toSnapshot = ({ name, folder, enabled, draftRevision, liveNumber, archivedAt }: Flow) => ({
  ...{ name, folder, enabled, draftRevision, liveVersion: liveNumber, archived: archivedAt !== null },
})
