import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { type CannedReply, maxCannedReplies, problemOfShortcut } from './canned-reply.ts'
import {
  deleteCannedReplyRow,
  insertCannedReply,
  lockCannedReplies,
  selectCannedReplies,
  selectCannedReply,
  selectTaken,
  updateCannedReplyRow,
} from './canned-reply-store.ts'

type Writing = Pick<CoreContext, 'transaction'>
type Settings = Pick<CannedReply, 'shortcut' | 'body'>

/** In the order in which they were made. */
export const listCannedReplies = (
  ctx: Pick<CoreContext, 'read'>,
  caller: Pick<Caller, 'accountId'>,
  page: { after: string | null; limit: number },
): Promise<CannedReply[]> => ctx.read(caller, (db) => selectCannedReplies(db, caller.accountId, page))

/** @throws GatewayError `invalid_request`; `conflict` when the shortcut is taken or the account has as many as it may */
export async function createCannedReply(ctx: Writing, caller: Caller, settings: Settings): Promise<CannedReply> {
  assertScope(caller, 'conversations:write')
  assertShortcut(settings.shortcut)
  const now = new Date().toISOString()
  const reply: CannedReply = { id: newId(), ...settings, createdAt: now, updatedAt: now }
  return ctx.transaction(caller, async (tx) => {
    await lockCannedReplies(tx, caller.accountId)
    await assertFree(tx, caller.accountId, reply, 1)
    await insertCannedReply(tx, caller.accountId, reply)
    await tx.audit('canned_reply.created', reply.id, { before: null, after: toSnapshot(reply) })
    return reply
  })
}

/** @throws GatewayError `not_found`, `invalid_request`; `conflict` when the shortcut is taken */
export async function updateCannedReply(
  ctx: Writing,
  caller: Caller,
  id: string,
  changes: Partial<Settings>,
): Promise<CannedReply> {
  assertScope(caller, 'conversations:write')
  if (changes.shortcut !== undefined) assertShortcut(changes.shortcut)
  return ctx.transaction(caller, async (tx) => {
    await lockCannedReplies(tx, caller.accountId)
    const before = await getCannedReply(tx, caller.accountId, id)
    const after = { ...before, ...changes, updatedAt: new Date().toISOString() }
    await assertFree(tx, caller.accountId, after, 0)
    await updateCannedReplyRow(tx, caller.accountId, after)
    await tx.audit('canned_reply.changed', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return after
  })
}

/** What was sent with it stays. @throws GatewayError `not_found` */
export async function deleteCannedReply(ctx: Writing, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'conversations:write')
  await ctx.transaction(caller, async (tx) => {
    await lockCannedReplies(tx, caller.accountId)
    const before = await getCannedReply(tx, caller.accountId, id)
    await deleteCannedReplyRow(tx, caller.accountId, id)
    await tx.audit('canned_reply.deleted', id, { before: toSnapshot(before), after: null })
  })
}

async function getCannedReply(tx: Queryable, accountId: string, id: string): Promise<CannedReply> {
  const reply = await selectCannedReply(tx, accountId, id)
  if (reply === null) throw new GatewayError('not_found', 'There is no such canned reply in this account.')
  return reply
}

async function assertFree(tx: Queryable, accountId: string, reply: CannedReply, more: number): Promise<void> {
  const taken = await selectTaken(tx, accountId, reply.shortcut)
  if (taken.id !== null && taken.id !== reply.id)
    throw new GatewayError('conflict', `There is a canned reply ${reply.shortcut} already.`)
  if (taken.count + more > maxCannedReplies)
    throw new GatewayError('conflict', `An account has at most ${maxCannedReplies} canned replies.`)
}

function assertShortcut(shortcut: string): void {
  const message = problemOfShortcut(shortcut)
  if (message !== null)
    throw new GatewayError('invalid_request', 'Validation failed.', { details: [{ field: 'shortcut', message }] })
}

const toSnapshot = ({ shortcut, body }: CannedReply) => ({ shortcut, body })
