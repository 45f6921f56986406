import type { CoreContext } from '#context.ts'
import { isUserId } from '#messaging/identities/recipient.ts'
import { GatewayError } from '#platform/errors.ts'
import { lastId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { createIdentifierHash, type ReachableIdentifier } from '../consent/identifier-hash.ts'
import { insertPolicies } from '../policy/policy-store.ts'
import {
  deleteSuppressionById,
  type NewSuppression,
  type Suppression,
  selectIdentifiers,
  selectSuppressions,
  upsertSuppressions,
} from './suppression-store.ts'

/** Names one person: a phone number in digits, a user id of Meta, or one of our contacts with all that it is known by. */
export interface SuppressionItem {
  phone?: string
  userId?: string
  contactId?: string
  scope?: Suppression['scope']
  reason: string
  note?: string
  /** ISO 8601; absent: for good. */
  until?: string
}

export type SuppressionResult =
  | { kind: 'stored'; suppressions: (Suppression & { isNew: boolean })[] }
  | { kind: 'rejected'; error: GatewayError }

type WriteContext = Pick<CoreContext, 'transaction' | 'secrets'>

/** Reasons that only Dawk gives. */
const ownReasons = new Set(['erased'])

/**
 * Adds people whom the account must not write to, each by itself: what is rejected does not fail its neighbours.
 * @throws GatewayError `forbidden` for a key that is restricted to some numbers
 */
export async function addSuppressions(
  ctx: WriteContext,
  caller: Caller,
  items: readonly SuppressionItem[],
): Promise<SuppressionResult[]> {
  assertScope(caller, 'contacts:write')
  assertUnrestricted(caller)
  const { accountId } = caller
  const hash = createIdentifierHash(ctx.secrets)
  return ctx.transaction(caller, async (tx) => {
    const contacts = items.flatMap(({ contactId }) => (contactId === undefined ? [] : [{ accountId, contactId }]))
    const known = Map.groupBy(await selectIdentifiers(tx, contacts), ({ contactId }) => contactId)
    const planned = items.map((item) => ({ item, named: readIdentifiers(item, known) }))
    const added = new Map<string, NewSuppression>()
    for (const { item, named } of planned)
      if (!(named instanceof GatewayError))
        for (const one of named) added.set(hash(accountId, one), toRow(accountId, item, one, hash(accountId, one)))
    const stored = new Map((await upsertSuppressions(tx, [...added.values()])).map((row) => [row.hash, row]))
    if (stored.size > 0 && (await insertPolicies(tx, [accountId])).length > 0) tx.notify('policies', accountId)
    const results = planned.map(({ named }): SuppressionResult => {
      if (named instanceof GatewayError) return { kind: 'rejected', error: named }
      return { kind: 'stored', suppressions: named.flatMap((one) => stored.get(hash(accountId, one)) ?? []) }
    })
    const rejected = results.filter(({ kind }) => kind === 'rejected').length
    await tx.audit('suppressions.added', newId(), { before: null, after: { added: stored.size, rejected } })
    return results
  })
}

function readIdentifiers(
  { phone, userId, contactId, reason, until }: SuppressionItem,
  known: ReadonlyMap<string, ReachableIdentifier[]>,
): ReachableIdentifier[] | GatewayError {
  const wrong = (field: string, message: string) =>
    new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })
  if ([phone, userId, contactId].filter((one) => one !== undefined).length !== 1)
    return wrong('phone', 'or userId or contactId is required, one of the three')
  if (ownReasons.has(reason)) return wrong('reason', `must not be ${reason}, which only an erasure gives`)
  if (until !== undefined && Date.parse(until) <= Date.now())
    return wrong('until', `must lie in the future (given: ${until})`)
  if (phone !== undefined) return [{ kind: 'phone', value: phone }]
  if (userId !== undefined)
    return isUserId(userId) ? [{ kind: 'user_id', value: userId }] : wrong('userId', 'must be a user id of Meta')
  const suppressions = known.get(contactId ?? '') ?? []
  return suppressions.length > 0
    ? suppressions
    : new GatewayError('not_found', 'There is no such contact in this account, or none that a message reaches.')
}

const toRow = (
  accountId: string,
  { scope = 'all', reason, note = undefined, until = undefined }: SuppressionItem,
  { kind, value }: ReachableIdentifier,
  hash: string,
): NewSuppression => ({
  ...{ accountId, id: newId(), hash, kind, value, scope, reason },
  note: note ?? null,
  until: until === undefined ? null : new Date(until).toISOString(),
  createdAt: new Date().toISOString(),
})

interface SuppressionPage {
  before: string | null
  limit: number
  /** Digits. */
  phone?: string | undefined
  scope?: string | undefined
}

/** Latest first. @throws GatewayError `forbidden` for a key that is restricted to some numbers */
export const listSuppressions = async (
  ctx: Pick<CoreContext, 'read' | 'secrets'>,
  caller: Caller,
  { before, limit, phone, scope }: SuppressionPage,
): Promise<Suppression[]> => {
  assertUnrestricted(caller)
  const { accountId } = caller
  const hash =
    phone === undefined ? undefined : createIdentifierHash(ctx.secrets)(accountId, { kind: 'phone', value: phone })
  return ctx.read(caller, (db) => selectSuppressions(db, accountId, { before: before ?? lastId, limit, hash, scope }))
}

const pageSize = 500

/** Every one, page by page; latest first. @throws GatewayError `forbidden` for a key that is restricted to some numbers */
export async function* readSuppressions(
  ctx: Pick<CoreContext, 'read' | 'secrets'>,
  caller: Caller,
  scope: string | undefined,
): AsyncGenerator<Suppression> {
  let before: string | null = null
  for (;;) {
    const page: Suppression[] = await listSuppressions(ctx, caller, { before, limit: pageSize, scope })
    yield* page
    before = page.at(-1)?.id ?? null
    if (page.length < pageSize) return
  }
}

/** @throws GatewayError `not_found` */
export async function deleteSuppression(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  id: string,
): Promise<void> {
  assertScope(caller, 'contacts:write')
  assertUnrestricted(caller)
  await ctx.transaction(caller, async (tx) => {
    const removed = await deleteSuppressionById(tx, caller.accountId, id)
    if (removed === null) throw new GatewayError('not_found', 'There is no such suppression in this account.')
    const { scope, reason, until } = removed
    await tx.audit('suppression.removed', id, { before: { scope, reason, until }, after: null })
  })
}

function assertUnrestricted({ numberIds }: Caller): void {
  if (numberIds !== null)
    throw new GatewayError('forbidden', 'Suppressions concern every number, and this key is restricted to some.')
}
