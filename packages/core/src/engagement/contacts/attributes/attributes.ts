import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isUniqueViolation } from '#platform/database/errors.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import {
  type Attribute,
  maxAttributes,
  maxIndexedAttributes,
  maxIndexedLength,
  validateAttribute,
} from './attribute.ts'
import {
  hasLongerValues,
  insertAttribute,
  lockAttributes,
  reindexAttribute,
  selectAttribute,
  selectAttributes,
  updateAttributeRow,
} from './attribute-store.ts'

type Account = Pick<Caller, 'accountId'>
type AttributeSettings = Pick<Attribute, 'label' | 'options' | 'unique' | 'indexed' | 'pii' | 'sensitive'>
export type NewAttribute = Pick<Attribute, 'key' | 'type'> & Partial<AttributeSettings>
export type AttributeChange = Partial<AttributeSettings> & { archived?: boolean }

/** In the order in which they were made, archived ones included. */
export async function listAttributes(
  ctx: Pick<CoreContext, 'read'>,
  account: Account,
  { after, limit }: { after: string | null; limit: number },
): Promise<Attribute[]> {
  const all = await ctx.read(account, (db) => selectAttributes(db, account.accountId))
  return all.filter(({ id }) => after === null || id > after).slice(0, limit)
}

/** @throws GatewayError `not_found` */
export const getAttribute = (ctx: Pick<CoreContext, 'read'>, account: Account, id: string): Promise<Attribute> =>
  ctx.read(account, (db) => getAttributeIn(db, account.accountId, id))

/** @throws GatewayError `invalid_request`; `conflict` when the key is taken or the account has as many as it may */
export async function createAttribute(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  given: NewAttribute,
): Promise<Attribute> {
  assertScope(caller, 'contacts:write')
  const attribute = toAttribute(given)
  assertValid(validateAttribute(attribute))
  return ctx.transaction(caller, async (tx) => {
    await lockAttributes(tx, caller.accountId, 'write')
    const others = await selectAttributes(tx, caller.accountId)
    if (others.some(({ key }) => key === attribute.key))
      throw new GatewayError('conflict', `There is an attribute ${attribute.key} already.`)
    if (others.length >= maxAttributes)
      throw new GatewayError('conflict', `An account has at most ${maxAttributes} attributes.`)
    assertIndexable(attribute, others)
    await insertAttribute(tx, caller.accountId, attribute)
    await tx.audit('attribute.created', attribute.id, { before: null, after: toSnapshot(attribute) })
    return attribute
  })
}

function toAttribute({ key, type, ...given }: NewAttribute): Attribute {
  const at = new Date().toISOString()
  const { label = key, options = [], unique = false, pii = false, sensitive = false } = given
  const indexed = given.indexed === true || unique
  return {
    id: newId(),
    key,
    type,
    label,
    options,
    unique,
    indexed,
    pii,
    sensitive,
    archivedAt: null,
    createdAt: at,
    updatedAt: at,
  }
}

/**
 * Changes what is given. Key and type stay what they are, and so do the keys of options, because values hold them. A change of
 * `indexed` or `unique` reads all contacts of the account.
 * @throws GatewayError `not_found`, `invalid_request`; `conflict` when values that are stored forbid it
 */
export async function updateAttribute(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  id: string,
  { archived, ...changes }: AttributeChange,
): Promise<Attribute> {
  assertScope(caller, 'contacts:write')
  return ctx.transaction(caller, async (tx) => {
    await lockAttributes(tx, caller.accountId, 'write')
    const before = await getAttributeIn(tx, caller.accountId, id)
    const at = new Date().toISOString()
    const archivedAt = archived === undefined ? before.archivedAt : archived ? (before.archivedAt ?? at) : null
    const after = { ...before, ...changes, archivedAt, updatedAt: at }
    after.indexed = (changes.indexed ?? before.indexed) || after.unique
    assertValid([...validateAttribute(after), ...missingOptions(before, after)])
    await updateIndex(tx, before, after)
    await updateAttributeRow(tx, caller.accountId, after)
    await tx.audit('attribute.changed', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return after
  })
}

async function updateIndex(tx: UnitOfWork, before: Attribute, after: Attribute): Promise<void> {
  if (before.indexed === after.indexed && before.unique === after.unique) return
  const { accountId } = tx.caller
  assertIndexable(
    after,
    (await selectAttributes(tx, accountId)).filter(({ id }) => id !== after.id),
  )
  if (after.indexed && (await hasLongerValues(tx, accountId, after.key, maxIndexedLength)))
    throw new GatewayError('conflict', `A contact has a value of more than ${maxIndexedLength} characters.`)
  await reindexAttribute(tx, accountId, after).catch((cause) => {
    if (!isUniqueViolation(cause)) throw cause
    throw new GatewayError('conflict', 'Two contacts have the same value, so the attribute cannot become unique.', {
      cause,
    })
  })
}

function assertIndexable({ indexed }: Attribute, others: readonly Attribute[]): void {
  if (indexed && others.filter((other) => other.indexed).length >= maxIndexedAttributes)
    throw new GatewayError('conflict', `An account has at most ${maxIndexedAttributes} indexed attributes.`)
}

function missingOptions({ options }: Attribute, after: Attribute): FieldProblem[] {
  const kept = new Set(after.options.map(({ key }) => key))
  const missing = options.filter(({ key }) => !kept.has(key)).map(({ key }) => key)
  return missing.length === 0
    ? []
    : [{ field: 'options', message: `must keep the options that values may hold: ${missing.join(', ')}` }]
}

async function getAttributeIn(tx: Queryable, accountId: string, id: string): Promise<Attribute> {
  const attribute = await selectAttribute(tx, accountId, id)
  if (attribute === null) throw new GatewayError('not_found', 'There is no such attribute in this account.')
  return attribute
}

function assertValid(details: readonly FieldProblem[]): void {
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
}

/** An attribute as the audit log shows it. */
export const toSnapshot = ({ key, label, type, options, unique, indexed, pii, sensitive, archivedAt }: Attribute) => ({
  key,
  label,
  type,
  options,
  unique,
  indexed,
  pii,
  sensitive,
  archivedAt,
})
