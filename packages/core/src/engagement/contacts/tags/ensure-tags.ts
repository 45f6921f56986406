import { newId } from '#platform/ids.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { insertTags, lockTags, selectTagsByKey } from './tag-store.ts'
import { assertRoomForTags } from './tags.ts'

/**
 * The ids of tags by their keys; those that do not exist yet are created.
 * @throws GatewayError `conflict` when the account would have more tags than it may
 */
export async function ensureTags(
  tx: UnitOfWork,
  tags: readonly { key: string; name: string }[],
): Promise<Map<string, string>> {
  const { accountId } = tx.caller
  const byKey = new Map(tags.map((tag) => [tag.key, tag]))
  const ids = await readIds(tx, [...byKey.keys()])
  if (ids.size === byKey.size) return ids
  await lockTags(tx, accountId)
  const known = await readIds(tx, [...byKey.keys()])
  const createdAt = new Date().toISOString()
  const missing = [...byKey.values()].filter(({ key }) => !known.has(key))
  const made = missing.map(({ key, name }) => ({ id: newId(), name, nameKey: key, colour: null, createdAt }))
  await assertRoomForTags(tx, accountId, made.length)
  await insertTags(tx, accountId, made)
  return new Map([...known, ...made.map(({ nameKey, id }) => [nameKey, id] as const)])
}

async function readIds(tx: UnitOfWork, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const tags = await selectTagsByKey(tx, tx.caller.accountId, keys)
  return new Map(tags.map(({ nameKey, id }) => [nameKey, id]))
}
