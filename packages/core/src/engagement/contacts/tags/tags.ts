import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { maxTags, problemOfTag, type Tag, tagKey, tagName } from './tag.ts'
import {
  countTags,
  deleteTagRow,
  insertTags,
  lockTags,
  selectTag,
  selectTags,
  selectTagsByKey,
  type TagPage,
  updateTagRow,
} from './tag-store.ts'

type Account = Pick<Caller, 'accountId'>
type TagSettings = Pick<Tag, 'name' | 'colour'>

/** In the order in which they were made. */
export const listTags = (ctx: Pick<CoreContext, 'read'>, account: Account, page: TagPage): Promise<Tag[]> =>
  ctx.read(account, (db) => selectTags(db, account.accountId, page))

/** @throws GatewayError `invalid_request`; `conflict` when the name is taken or the account has as many as it may */
export async function createTag(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  { name, colour }: TagSettings,
): Promise<Tag> {
  assertScope(caller, 'contacts:write')
  assertName(name)
  const tag: Tag = { id: newId(), name: tagName(name), colour, createdAt: new Date().toISOString() }
  return ctx.transaction(caller, async (tx) => {
    await lockTags(tx, caller.accountId)
    await assertFree(tx, caller.accountId, tag)
    await assertRoomForTags(tx, caller.accountId, 1)
    await insertTags(tx, caller.accountId, [withKey(tag)])
    await tx.audit('tag.created', tag.id, { before: null, after: toSnapshot(tag) })
    return tag
  })
}

/** @throws GatewayError `not_found`, `invalid_request`; `conflict` when the name is taken */
export async function updateTag(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  id: string,
  changes: Partial<TagSettings>,
): Promise<Tag> {
  assertScope(caller, 'contacts:write')
  if (changes.name !== undefined) assertName(changes.name)
  return ctx.transaction(caller, async (tx) => {
    await lockTags(tx, caller.accountId)
    const before = await getTag(tx, caller.accountId, id)
    const after = { ...before, ...changes, name: tagName(changes.name ?? before.name) }
    await assertFree(tx, caller.accountId, after)
    await updateTagRow(tx, caller.accountId, withKey(after))
    await tx.audit('tag.changed', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return after
  })
}

/** Contacts lose the tag with it. @throws GatewayError `not_found` */
export async function deleteTag(ctx: Pick<CoreContext, 'transaction'>, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'contacts:write')
  await ctx.transaction(caller, async (tx) => {
    await lockTags(tx, caller.accountId)
    const before = await getTag(tx, caller.accountId, id)
    await deleteTagRow(tx, caller.accountId, id)
    await tx.audit('tag.deleted', id, { before: toSnapshot(before), after: null })
  })
}

/** @throws GatewayError `conflict` when the account would have more tags than it may */
export async function assertRoomForTags(tx: Queryable, accountId: string, more: number): Promise<void> {
  if ((await countTags(tx, accountId)) + more > maxTags)
    throw new GatewayError('conflict', `An account has at most ${maxTags} tags.`)
}

async function assertFree(tx: Queryable, accountId: string, { id, name }: Tag): Promise<void> {
  const others = await selectTagsByKey(tx, accountId, [tagKey(name)])
  if (others.some((other) => other.id !== id)) throw new GatewayError('conflict', `There is a tag ${name} already.`)
}

async function getTag(tx: Queryable, accountId: string, id: string): Promise<Tag> {
  const tag = await selectTag(tx, accountId, id)
  if (tag === null) throw new GatewayError('not_found', 'There is no such tag in this account.')
  return tag
}

function assertName(name: string): void {
  const message = problemOfTag(name)
  if (message !== null)
    throw new GatewayError('invalid_request', 'Validation failed.', { details: [{ field: 'name', message }] })
}

const withKey = (tag: Tag) => ({ ...tag, nameKey: tagKey(tag.name) })
const toSnapshot = ({ name, colour }: Tag) => ({ name, colour })
