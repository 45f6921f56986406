import type { LongJob } from '#platform/jobs/job.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { deleteConsentsOfContacts, selectActedOtherwise, selectConsents } from '../../consent/consent-store.ts'
import { createIdentifierHash, type HashIdentifier } from '../../consent/identifier-hash.ts'
import { type NewConsentAct, recordConsents, toConsentEvents } from '../../consent/record-consents.ts'
import { undoWrites } from '../../contacts/write/undo-writes.ts'
import { removeMembers, selectMembersElsewhere } from '../../segments/segment-store.ts'
import type { UndoProgress } from '../import.ts'
import { asImporter, type ImportContext } from '../import-context.ts'
import { type ImportBatch, type StoredImport, selectBatchBefore, updateImport } from '../import-store.ts'
import type { ContactChange } from './import-changes.ts'
import { ImportStopped } from './process-rows.ts'
import { sourceOf } from './write-rows.ts'

/** Takes back what an import has done, batch by batch from its end; each is one transaction with how far it has come. */
export async function undoRows(ctx: ImportContext, stored: StoredImport, job: LongJob): Promise<UndoProgress> {
  const { accountId, id } = stored
  const hash = createIdentifierHash(ctx.secrets)
  let progress = stored.undoProgress ?? { before: null, deleted: 0, restored: 0, kept: 0 }
  for (;;) {
    job.signal.throwIfAborted()
    const next = await asImporter(ctx, stored, async (tx) => {
      const batch = await selectBatchBefore(tx, { accountId, importId: id, before: progress.before })
      if (batch === null) return null
      const undone = await undoBatch(tx, stored, batch, hash)
      const after: UndoProgress = {
        before: batch.firstRow,
        deleted: progress.deleted + undone.deleted.length,
        restored: progress.restored + undone.restored.length,
        kept: progress.kept + undone.kept.length,
      }
      if (!(await updateImport(tx, { accountId, id, undoProgress: after }, ['undoing']))) throw new ImportStopped()
      await job.save(tx, { before: batch.firstRow })
      return after
    })
    if (next === null) return progress
    progress = next
  }
}

async function undoBatch(tx: UnitOfWork, { id, mapping }: StoredImport, batch: ImportBatch, hash: HashIdentifier) {
  const { changes } = batch
  const { accountId } = tx.caller
  const segmentId = mapping?.addToSegment ?? null
  const joined = changes.filter(({ member }) => member).map((change) => change.id)
  if (segmentId !== null && joined.length > 0) await removeMembers(tx, accountId, segmentId, joined)
  const writes = changes.flatMap(({ id: contactId, version, before }) =>
    version === null ? [] : [{ id: contactId, version, before }],
  )
  const keep = await selectUsedOtherwise(tx, changes, segmentId)
  const undone = await undoWrites(tx, writes, { source: sourceOf(id), keep })
  await deleteConsentsOfContacts(tx, accountId, undone.deleted)
  const gone = new Set(undone.deleted)
  await takeBackConsents(
    tx,
    changes.filter((change) => !gone.has(change.id)),
    hash,
  )
  return undone
}

/** Contacts that stay: they are in another list, said something since, or were opted out by the import, which is not forgotten. */
async function selectUsedOtherwise(
  tx: UnitOfWork,
  changes: readonly ContactChange[],
  segmentId: string | null,
): Promise<Set<string>> {
  const { accountId } = tx.caller
  const made = changes.filter(({ version, before }) => version !== null && before === null)
  const ids = made.map(({ id }) => id)
  const own = made.flatMap(({ consent }) => (consent ? [consent.eventId] : []))
  const listed = await selectMembersElsewhere(tx, accountId, ids, segmentId)
  const acted = await selectActedOtherwise(tx, accountId, ids, own)
  const refused = made.filter(({ consent }) => consent?.after === 'opted_out' || consent?.after === 'blocked')
  return new Set([...listed, ...acted].map(({ contactId }) => contactId).concat(refused.map(({ id }) => id)))
}

/** What the import permitted is taken back where nothing was said since. What it restricted stays: only the person permits. */
async function takeBackConsents(
  tx: UnitOfWork,
  changes: readonly ContactChange[],
  hash: HashIdentifier,
): Promise<void> {
  const { accountId, actor } = tx.caller
  const permitted = new Map(
    changes.flatMap(({ id, consent }) => (consent?.after === 'opted_in' ? [[id, consent] as const] : [])),
  )
  if (permitted.size === 0) return
  const now = await selectConsents(
    tx,
    [...permitted.keys()].map((contactId) => ({ accountId, contactId })),
  )
  const at = new Date().toISOString()
  const acts = now.flatMap(({ contactId, records }): NewConsentAct[] => {
    const consent = permitted.get(contactId)
    const stands = records.some(({ purpose, eventId }) => purpose === consent?.purpose && eventId === consent.eventId)
    if (!consent || !stands) return []
    const { purpose, before: state } = consent
    return [{ accountId, contactId, purpose, state, isProven: false, at, source: 'import', actor }]
  })
  const results = await recordConsents(tx, acts, hash)
  for (const { type, data, at: when } of toConsentEvents(acts, results)) tx.emit(type, data, when)
}
