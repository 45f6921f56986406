import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { textKey } from '../contacts/text-key.ts'
import { sweepSegment, tell } from './follow-segments.ts'
import { resolveFilter } from './resolve-filter.ts'
import { maxSegments, type Segment } from './segment.ts'
import {
  addMembers,
  deleteSegmentRow,
  forgetMembers,
  lockSegments,
  removeMembers,
  selectSegment,
  selectSegments,
  writeSegment,
} from './segment-store.ts'

type Account = Pick<Caller, 'accountId'>
type Writing = Pick<CoreContext, 'transaction'>

/** In the order in which they were made. */
export async function listSegments(
  ctx: Pick<CoreContext, 'read'>,
  account: Account,
  { after, limit }: { after: string | null; limit: number },
): Promise<Segment[]> {
  const all = await ctx.read(account, (db) => selectSegments(db, account.accountId))
  return all.filter(({ id }) => after === null || id > after).slice(0, limit)
}

/** @throws GatewayError `not_found` */
export const getSegment = (ctx: Pick<CoreContext, 'read'>, account: Account, id: string): Promise<Segment> =>
  ctx.read(account, (db) => requireSegment(db, account.accountId, id))

/** @throws GatewayError `not_found` */
export async function requireSegment(tx: Queryable, accountId: string, id: string): Promise<Segment> {
  const segment = isId(id) ? await selectSegment(tx, accountId, id) : null
  if (segment === null) throw new GatewayError('not_found', 'There is no such segment in this account.')
  return segment
}

/** The filter by which the contacts of a segment are found. */
export const filterOf = ({ id, kind, filter }: Segment): unknown =>
  kind === 'dynamic' ? filter : { field: 'segment', op: 'in', value: id }

/** Without a filter it is a list. @throws GatewayError `invalid_request`; `conflict` when the name is taken */
export async function createSegment(
  ctx: Writing,
  caller: Caller,
  { name, filter = null, followed = false }: { name: string; filter?: unknown; followed?: boolean },
): Promise<Segment> {
  assertScope(caller, 'contacts:write')
  return ctx.transaction(caller, async (tx) => {
    await lockSegments(tx, caller.accountId)
    const at = new Date().toISOString()
    const kind = filter === null ? ('static' as const) : ('dynamic' as const)
    const segment: Segment = {
      id: newId(),
      name: name.trim(),
      kind,
      filter,
      revision: 1,
      followed,
      followedSince: null,
      createdAt: at,
      updatedAt: at,
    }
    const others = await selectSegments(tx, caller.accountId)
    if (others.length >= maxSegments)
      throw new GatewayError('conflict', `An account has at most ${maxSegments} segments.`)
    assertFree(segment, others)
    if (filter !== null) await resolveFilter(tx, caller.accountId, filter)
    const written = await follow(tx, null, segment)
    await writeSegment(tx, caller.accountId, written)
    await tx.audit('segment.created', segment.id, { before: null, after: toSnapshot(segment) })
    return written
  })
}

/** @throws GatewayError `not_found`, `invalid_request`; `conflict` when the name is taken */
export async function updateSegment(
  ctx: Writing,
  caller: Caller,
  id: string,
  changes: { name?: string; filter?: unknown; followed?: boolean },
): Promise<Segment> {
  assertScope(caller, 'contacts:write')
  return ctx.transaction(caller, async (tx) => {
    await lockSegments(tx, caller.accountId)
    const before = await requireSegment(tx, caller.accountId, id)
    if (changes.filter !== undefined && before.kind === 'static')
      throw new GatewayError('invalid_request', 'Validation failed.', {
        details: [{ field: 'filter', message: 'does not go with a static segment' }],
      })
    if (changes.filter !== undefined) await resolveFilter(tx, caller.accountId, changes.filter, id)
    const revision = before.revision + (changes.filter === undefined ? 0 : 1)
    const changed = {
      ...before,
      ...changes,
      name: (changes.name ?? before.name).trim(),
      revision,
      updatedAt: new Date().toISOString(),
    }
    assertFree(changed, await selectSegments(tx, caller.accountId))
    const after = await follow(tx, before, changed)
    await writeSegment(tx, caller.accountId, after)
    await tx.audit('segment.changed', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return after
  })
}

/** @throws GatewayError `not_found`; `conflict` while another segment names it */
export async function deleteSegment(ctx: Writing, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'contacts:write')
  await ctx.transaction(caller, async (tx) => {
    await lockSegments(tx, caller.accountId)
    const before = await requireSegment(tx, caller.accountId, id)
    const user = (await selectSegments(tx, caller.accountId)).find(
      (other) => other.id !== id && JSON.stringify(other.filter).includes(id),
    )
    if (user) throw new GatewayError('conflict', `The segment ${user.name} names this one.`)
    await deleteSegmentRow(tx, caller.accountId, id)
    await tx.audit('segment.deleted', id, { before: toSnapshot(before), after: null })
  })
}

/**
 * Adds contacts to a static segment and removes others. Ids of no contact of the account are left out.
 * @throws GatewayError `not_found`; `conflict` for a dynamic one, whose filter says who is in it
 */
export async function changeMembers(
  ctx: Writing,
  caller: Caller,
  id: string,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): Promise<{ added: number; removed: number }> {
  assertScope(caller, 'contacts:write')
  return ctx.transaction(caller, async (tx) => {
    const segment = await requireSegment(tx, caller.accountId, id)
    if (segment.kind === 'dynamic')
      throw new GatewayError('conflict', 'The filter of a dynamic segment says who is in it.')
    const removed = await removeMembers(tx, caller.accountId, id, remove)
    const added = await addMembers(tx, caller.accountId, id, add)
    if (segment.followed) tell(tx, { accountId: caller.accountId, segmentId: id, entered: added, left: removed })
    const counts = { added: added.length, removed: removed.length }
    await tx.audit('segment.members_changed', id, { before: null, after: counts })
    return counts
  })
}

/**
 * Of a dynamic segment that is followed from now on, or by another filter, the present members are stored first, without events.
 * A static one has its members already.
 */
async function follow(tx: UnitOfWork, before: Segment | null, segment: Segment): Promise<Segment> {
  const isNew = segment.followed && (!before?.followed || before.revision !== segment.revision)
  if (segment.kind === 'static')
    return isNew
      ? { ...segment, followedSince: segment.updatedAt }
      : { ...segment, ...(!segment.followed && unfollowed) }
  if (isNew) tx.schedule(sweepSegment, { key: segment.id, payload: {} })
  if (!segment.followed && before?.followed) await forgetMembers(tx, tx.caller.accountId, segment.id)
  return isNew || !segment.followed ? { ...segment, ...unfollowed } : segment
}

const unfollowed = { followedSince: null }

function assertFree({ id, name }: Segment, others: readonly Segment[]): void {
  if (others.some((other) => other.id !== id && textKey(other.name) === textKey(name)))
    throw new GatewayError('conflict', `There is a segment ${name} already.`)
}

const toSnapshot = ({ name, kind, filter, followed }: Segment) => ({ name, kind, filter, followed })
