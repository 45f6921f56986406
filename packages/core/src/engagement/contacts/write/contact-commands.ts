import type { CoreContext } from '#context.ts'
import { isUniqueViolation } from '#platform/database/errors.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import type { ContactDetails } from '../read/contact.ts'
import { getContact } from '../read/read-contacts.ts'
import type { ContactDraft } from './contact-draft.ts'
import type { ConflictRule, ContactWrite, WriteOptions, WriteOutcome, WriteStatus } from './contact-write.ts'
import { markDeleted } from './delete-store.ts'
import { writeContacts } from './write-contacts.ts'

type Context = Pick<CoreContext, 'transaction'>

interface Given {
  /** Absent: `api` for a key, `agent` for a member. */
  source?: string | undefined
  onConflict?: ConflictRule | undefined
}

const optionsOf = (caller: Caller, { source, onConflict = 'fail' }: Given): WriteOptions => ({
  source: source ?? (caller.role === null ? 'api' : 'agent'),
  by: caller.actor.id,
  onConflict,
  known: 'update',
  unknown: 'create',
})

/** @throws GatewayError `invalid_request`; `conflict` when the person is known already */
export async function createContact(
  ctx: Context,
  caller: Caller,
  write: ContactWrite,
  given: Given,
): Promise<ContactDetails> {
  assertScope(caller, 'contacts:write')
  return safely(
    ctx.transaction(caller, async (tx) => {
      const { contact } = await writeOne(tx, write, { ...optionsOf(caller, given), known: 'refuse' })
      return contact
    }),
  )
}

/**
 * Changes what is given. `ifVersion`: only while the contact has this version.
 * @throws GatewayError `not_found`, `invalid_request`; `conflict`
 */
export async function updateContact(
  ctx: Context,
  caller: Caller,
  { id, ifVersion, ...write }: ContactWrite & { id: string; ifVersion?: number | null },
  given: Given,
): Promise<ContactDetails> {
  assertScope(caller, 'contacts:write')
  return safely(
    ctx.transaction(caller, async (tx) => {
      const { contact } = await writeOne(
        tx,
        { ...write, id },
        { ...optionsOf(caller, given), unknown: 'refuse' },
        ifVersion,
      )
      return contact
    }),
  )
}

/** Creates the contact, or changes the one that the keys lead to. Repeating it changes nothing. */
export async function upsertContact(
  ctx: Context,
  caller: Caller,
  { ifVersion, ...write }: ContactWrite & { ifVersion?: number | null },
  given: Given,
): Promise<{ contact: ContactDetails; created: boolean }> {
  assertScope(caller, 'contacts:write')
  return safely(ctx.transaction(caller, (tx) => writeOne(tx, write, optionsOf(caller, given), ifVersion)))
}

async function writeOne(
  tx: UnitOfWork,
  write: ContactWrite,
  options: WriteOptions,
  ifVersion: number | null = null,
): Promise<{ contact: ContactDetails; created: boolean }> {
  const { outcomes, drafts } = await writeContacts(tx, [write], options)
  const [outcome] = outcomes
  if (!outcome) throw new Error('A write has no outcome')
  assertWritten(outcome)
  const draft = drafts.find(({ now }) => now.id === outcome.contactId)
  if (draft) assertVersion(draft, ifVersion)
  if (draft && outcome.status !== 'unchanged') await auditWrite(tx, draft)
  const contact = await getContact(tx, { ...tx.caller, numberIds: null }, outcome.contactId ?? '')
  return { contact, created: outcome.status === 'created' }
}

/** The transaction ends with it, so what was written already is undone. */
function assertVersion({ before }: ContactDraft, ifVersion: number | null): void {
  if (ifVersion === null || before?.version === ifVersion) return
  const state = before === null ? 'the contact is new' : `its version is ${before.version}`
  throw new GatewayError(
    'precondition_failed',
    `The contact is not at version ${ifVersion}: ${state}. Read it again and repeat the change.`,
    {
      reason: 'version_mismatch',
    },
  )
}

/** @throws GatewayError when nothing was written */
function assertWritten({ status, problems, contactIds }: WriteOutcome): void {
  if (status === 'invalid') throw new GatewayError('invalid_request', 'Validation failed.', { details: problems })
  if (status === 'not_found') throw new GatewayError('not_found', 'There is no such contact in this account.')
  if (status === 'conflict') throw conflictOf(contactIds, problems)
}

function conflictOf(contactIds: readonly string[], details: readonly FieldProblem[]): GatewayError {
  const message =
    contactIds.length > 1
      ? `These keys belong to different contacts: ${contactIds.join(' and ')}. Set onConflict, or merge them.`
      : `The contact ${contactIds.join('')} is known by these keys already.`
  return new GatewayError('conflict', message, { reason: 'contact_conflict', details })
}

/** Names of fields alone: the audit log outlives the erasure of a person. */
async function auditWrite(
  tx: UnitOfWork,
  { before, now, changed, identifiers, externalIds }: ContactDraft,
): Promise<void> {
  const fields = [
    ...Object.keys(changed),
    ...new Set(identifiers.map(({ kind }) => kind)),
    ...(externalIds.length > 0 ? ['externalIds'] : []),
  ]
  if (before === null)
    await tx.audit('contact.created', now.id, { before: null, after: { version: now.version, fields } })
  else
    await tx.audit('contact.changed', now.id, {
      before: { version: before.version },
      after: { version: now.version, fields },
    })
}

type BulkCounts = Record<WriteStatus, number>

/** The outcome of each write by its place, and how many of each kind there are. */
export interface BulkResult {
  outcomes: readonly WriteOutcome[]
  counts: BulkCounts
}

/**
 * Creates or changes many contacts. `atomic`: all, or none when one is refused.
 * @throws GatewayError `conflict` or `invalid_request` only when `atomic`
 */
export async function writeManyContacts(
  ctx: Context,
  caller: Caller,
  writes: readonly ContactWrite[],
  { atomic, ...given }: Given & { atomic: boolean },
): Promise<BulkResult> {
  assertScope(caller, 'contacts:write')
  return safely(
    ctx.transaction(caller, async (tx) => {
      const { outcomes } = await writeContacts(tx, writes, optionsOf(caller, given))
      if (atomic) assertAllWritten(outcomes)
      const counts = countOutcomes(outcomes)
      if (counts.created + counts.updated > 0)
        await tx.audit('contact.bulk_written', newId(), { before: null, after: { counts } })
      return { outcomes, counts }
    }),
  )
}

function countOutcomes(outcomes: readonly WriteOutcome[]): BulkCounts {
  const counts: BulkCounts = { created: 0, updated: 0, unchanged: 0, conflict: 0, invalid: 0, not_found: 0 }
  for (const { status } of outcomes) counts[status] += 1
  return counts
}

function assertAllWritten(outcomes: readonly WriteOutcome[]): void {
  const details = outcomes.flatMap(({ status, problems }, at) =>
    status === 'not_found'
      ? [{ field: `contacts.${at}.id`, message: 'is not a contact of this account' }]
      : problems.map((problem) => ({ ...problem, field: `contacts.${at}.${problem.field}` })),
  )
  if (details.length === 0) return
  const isConflict = outcomes.every(({ status }) => status !== 'invalid')
  throw new GatewayError(
    isConflict ? 'conflict' : 'invalid_request',
    'Nothing was written, because not all of it could be.',
    {
      details,
      ...(isConflict && { reason: 'contact_conflict' }),
    },
  )
}

/** Hides the contact; within 30 days it comes back when the person writes, or is written to the store again. @throws GatewayError `not_found` */
export async function deleteContact(ctx: Context, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'contacts:write')
  await ctx.transaction(caller, async (tx) => {
    const { version } = await getContact(tx, caller, id)
    await markDeleted(tx, caller.accountId, id)
    tx.emit('contact.deleted', { contactId: id })
    await tx.audit('contact.deleted', id, { before: { version }, after: null })
  })
}

/** Two writers gave the same unique value to two contacts at once: the later one is refused as if it had come after. */
async function safely<T>(work: Promise<T>): Promise<T> {
  return work.catch((cause) => {
    if (!isUniqueViolation(cause)) throw cause
    throw new GatewayError('conflict', 'Somebody else has just written the same person; repeat the request.', {
      reason: 'contact_conflict',
      cause,
    })
  })
}
