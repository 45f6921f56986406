import type { CoreContext } from '#context.ts'
import { assertReachableContact } from '#messaging/identities/reachable-contact.ts'
import { isUserId } from '#messaging/identities/recipient.ts'
import { resolveContacts } from '#messaging/identities/resolve-contacts.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { type ConsentCommand, toAct, toRejection, validateCommand } from './consent-command.ts'
import type { ConsentSource } from './consent-event.ts'
import { createIdentifierHash } from './identifier-hash.ts'
import { type NewConsentAct, type RecordedAct, recordConsents, toConsentEvents } from './record-consents.ts'
import { selectPurposes } from './topic-store.ts'

type WriteContext = Pick<CoreContext, 'transaction' | 'secrets'>

/**
 * Records what a person agreed to or refused. Anybody may restrict; only evidence of a newer act of the person permits more.
 * @throws GatewayError `not_found`, `invalid_request`, `consent_requires_evidence`
 */
export async function recordConsent(
  ctx: WriteContext,
  caller: Caller,
  contactId: string,
  command: ConsentCommand,
): Promise<RecordedAct> {
  assertScope(caller, 'contacts:write')
  const { accountId, actor } = caller
  return ctx.transaction(caller, async (tx) => {
    await assertReachableContact(tx, caller, contactId)
    const details = validateCommand(command, await selectPurposes(tx, accountId))
    if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
    const act = toAct(command, { accountId, contactId, actor, fallback: 'api' })
    const [recorded] = await record(ctx, tx, [act])
    const rejection = recorded && toRejection(recorded)
    if (rejection || !recorded) throw rejection ?? new Error('An act has no outcome')
    const snapshot = (one: RecordedAct['before']) => ({
      purpose: act.purpose,
      state: one?.state ?? 'unknown',
      source: act.source,
    })
    await tx.audit('consent.recorded', contactId, {
      before: snapshot(recorded.before),
      after: snapshot(recorded.after),
    })
    return recorded
  })
}

/** An item of a bulk request names one contact: by our id, a phone number in digits, or a user id of Meta. */
export interface BulkConsent extends ConsentCommand {
  contactId?: string
  phone?: string
  userId?: string
}

export interface BulkResult {
  contactId: string | null
  /** Null: it was rejected. */
  recorded: RecordedAct | null
  error: GatewayError | null
}

/**
 * Records many, each by itself: what is rejected does not fail its neighbours. People who are not known yet become contacts.
 * @throws GatewayError `forbidden` for a key that is restricted to some numbers
 */
export async function recordConsentsInBulk(
  ctx: WriteContext,
  caller: Caller,
  items: readonly BulkConsent[],
  fallback: Extract<ConsentSource, 'api' | 'import'>,
): Promise<BulkResult[]> {
  assertScope(caller, 'contacts:write')
  if (caller.numberIds !== null)
    throw new GatewayError('forbidden', 'A key that is restricted to some numbers records consent contact by contact.')
  const { accountId, actor } = caller
  return ctx.transaction(caller, async (tx) => {
    const known = await selectPurposes(tx, accountId)
    const checked = items.map((item) => ({ item, problems: [...validateCommand(item, known), ...validateName(item)] }))
    const contactIds = await findContacts(
      tx,
      accountId,
      checked.filter(({ problems }) => problems.length === 0).map(({ item }) => item),
    )
    const acts = checked.flatMap(({ item, problems }) => {
      const contactId = contactIds.get(item)
      return problems.length > 0 || contactId === undefined
        ? []
        : [{ item, act: toAct(item, { accountId, contactId, actor, fallback }) }]
    })
    const recorded = await record(
      ctx,
      tx,
      acts.map(({ act }) => act),
    )
    const byItem = new Map(acts.map(({ item, act }, index) => [item, { act, result: recorded[index] }] as const))
    const results = checked.map(({ item, problems }) => toResult(problems, byItem.get(item)))
    const rejected = results.filter(({ error }) => error !== null).length
    await tx.audit('consent.recorded_in_bulk', newId(), {
      before: null,
      after: { source: fallback, recorded: items.length - rejected, rejected },
    })
    return results
  })
}

async function record(ctx: WriteContext, tx: UnitOfWork, acts: readonly NewConsentAct[]): Promise<RecordedAct[]> {
  const results = await recordConsents(tx, acts, createIdentifierHash(ctx.secrets))
  for (const { type, data, at } of toConsentEvents(acts, results)) tx.emit(type, data, at)
  return results
}

function validateName({ contactId, phone, userId }: BulkConsent): FieldProblem[] {
  const given = [contactId, phone, userId].filter((one) => one !== undefined).length
  if (given !== 1) return [{ field: 'contactId', message: 'or phone or userId is required, one of the three' }]
  if (userId !== undefined && !isUserId(userId))
    return [{ field: 'userId', message: 'must be a user id of Meta, such as IN.13491208655302741918' }]
  return []
}

async function findContacts(
  tx: UnitOfWork,
  accountId: string,
  items: readonly BulkConsent[],
): Promise<Map<BulkConsent, string>> {
  const named = items.filter(({ contactId }) => contactId === undefined)
  const { contactIds } = await resolveContacts(
    tx,
    named.map(({ phone, userId }) => ({
      accountId,
      phones: phone === undefined ? [] : [phone],
      userIds: userId === undefined ? [] : [userId],
    })),
  )
  const idsByItem = new Map(named.map((item, index) => [item, contactIds[index] ?? '']))
  for (const item of items) if (item.contactId !== undefined) idsByItem.set(item, item.contactId)
  return idsByItem
}

function toResult(
  problems: readonly FieldProblem[],
  one: { act: NewConsentAct; result: RecordedAct | undefined } | undefined,
): BulkResult {
  if (one?.result === undefined)
    return {
      contactId: null,
      recorded: null,
      error: new GatewayError('invalid_request', 'Validation failed.', { details: problems }),
    }
  const error = toRejection(one.result)
  return {
    contactId: one.result.outcome === 'missing' ? null : one.act.contactId,
    recorded: error ? null : one.result,
    error,
  }
}
