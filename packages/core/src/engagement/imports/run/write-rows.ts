import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { toAct } from '../../consent/consent-command.ts'
import type { HashIdentifier } from '../../consent/identifier-hash.ts'
import { type NewConsentAct, recordConsents, toConsentEvents } from '../../consent/record-consents.ts'
import type { WriteOutcome } from '../../contacts/write/contact-write.ts'
import { type WriteResult, writeContacts } from '../../contacts/write/write-contacts.ts'
import { addMembers } from '../../segments/segment-store.ts'
import { hasSuppressions, selectSuppressionReasons } from '../../suppressions/suppression-store.ts'
import { type ImportCounts, type ImportMapping, noCounts } from '../import.ts'
import type { RowFailure } from '../import-errors.ts'
import { planAnew } from '../import-store.ts'
import type { SourceRow } from '../read/source-row.ts'
import { countFailures, toFailure } from './failures.ts'
import { type ContactChange, toChange } from './import-changes.ts'
import type { OptionRoom } from './option-room.ts'
import type { ReadRow, RowReader } from './read-row.ts'
import type { SeenKeys } from './seen-keys.ts'
import type { TagRoom } from './tag-room.ts'

/** What does not change from batch to batch. */
export interface RowWriting {
  importId: string
  mapping: ImportMapping
  readRow: RowReader
  /** Every key of an earlier batch. */
  seen: Pick<SeenKeys, 'find'>
  hash: HashIdentifier
  tags: Pick<TagRoom, 'take'>
  options: Pick<OptionRoom, 'take' | 'store'>
  /** Of most rows of the batch before, the people were new. */
  expectsNew: boolean
}

/** What became of the rows of a batch. */
export interface WrittenRows {
  counts: ImportCounts
  failures: RowFailure[]
  changes: ContactChange[]
  /** Everybody whom a row met. */
  contactIds: string[]
  /** Keys that no later row may have. */
  taken: { key: string; row: number }[]
}

interface Read extends ReadRow {
  number: number
}

/** Rows with what their cells say, as far as that can be told without the database. */
export interface ReadBatch {
  rows: readonly SourceRow[]
  readable: readonly Read[]
  failures: readonly RowFailure[]
}

export function readBatch(rows: readonly SourceRow[], { readRow, tags, options }: RowWriting): ReadBatch {
  const failures: RowFailure[] = []
  const readable = rows.flatMap((row) => {
    const read = readRow(row)
    const problem = 'problem' in read ? read : tags.take(read.write)
    if (!('problem' in read)) options.take(read.write)
    if (!('problem' in read) && problem === null) return [{ ...read, number: row.number }]
    if (problem) failures.push({ row: row.number, code: problem.problem, detail: problem.detail })
    return []
  })
  return { rows, readable, failures }
}

/**
 * Somebody whom the batch brings back was erased after it had looked who was. An erasure and whoever adds people hold the same lock,
 * so a second look after the write misses nobody. The batch runs again.
 */
export class ErasedMeanwhile extends Error {
  override readonly name = 'ErasedMeanwhile'
}

/**
 * Writes a batch of rows as contacts, with their consent and the segment, in a fixed number of statements. Each row has an
 * outcome of its own. A dry run does the same, and rolls it back.
 * @throws ErasedMeanwhile
 */
export async function writeRows(
  tx: UnitOfWork,
  { readable, failures: unreadable }: ReadBatch,
  writing: RowWriting,
): Promise<WrittenRows> {
  await planAnew(tx)
  const failures = [...unreadable]
  const fail = (failure: RowFailure) => void failures.push(failure)
  const { allowed, suppressed } = await dropErased(tx, readable, writing, fail)
  await writing.options.store(tx)
  const { importId, mapping, seen } = writing
  const result = await writeContacts(
    tx,
    allowed.map(({ write }) => write),
    {
      source: sourceOf(importId),
      by: importId,
      onConflict: mapping.onConflict,
      known: 'update',
      unknown: 'create',
      expectsNew: writing.expectsNew,
      once: { labelOf: (place) => allowed[place]?.number ?? 0, earlier: (key) => seen.find(key) },
    },
  )
  if (result.drafts.some(({ identifiers }) => identifiers.length > 0)) {
    const still = await dropErased(tx, allowed, writing, () => undefined)
    if (still.allowed.length < allowed.length) throw new ErasedMeanwhile()
  }
  const written = allowed.flatMap((read, place) => {
    const outcome = result.outcomes[place]
    if (
      outcome?.contactId &&
      (outcome.status === 'created' || outcome.status === 'updated' || outcome.status === 'unchanged')
    )
      return [{ ...read, outcome, contactId: outcome.contactId }]
    if (outcome) fail(toFailure(read.number, outcome, mapping))
    return []
  })
  const changes = toChanges(written, result)
  const consents = await writeConsents(tx, written, { changes, hash: writing.hash })
  const added = await addToSegment(tx, mapping, written, changes)
  const statuses = written.map(({ outcome }) => outcome.status)
  const countOf = (status: WriteOutcome['status']) => statuses.filter((one) => one === status).length
  return {
    counts: {
      ...noCounts(),
      ...countFailures(failures),
      ...consents,
      created: countOf('created'),
      updated: countOf('updated'),
      unchanged: countOf('unchanged'),
      suppressed: written.filter(({ number }) => suppressed.has(number)).length,
      landlines: written.filter(({ isLandline }) => isLandline).length,
      addedToSegment: added,
    },
    failures: failures.toSorted((one, other) => one.row - other.row),
    changes: [...changes.values()].filter(isWorthKeeping),
    contactIds: written.map(({ contactId }) => contactId),
    taken: written.flatMap(({ number, outcome }) => outcome.taken.map((key) => ({ key, row: number }))),
  }
}

/** By which contacts name the import that wrote them. */
export const sourceOf = (importId: string) => `import:${importId}`

/** Whose data were erased at their wish does not come back by a list. Others who are suppressed are only counted. */
async function dropErased(
  tx: UnitOfWork,
  readable: readonly Read[],
  { hash }: RowWriting,
  fail: (failure: RowFailure) => void,
): Promise<{ allowed: Read[]; suppressed: ReadonlySet<number> }> {
  const { accountId } = tx.caller
  if (!(await hasSuppressions(tx, accountId))) return { allowed: [...readable], suppressed: new Set() }
  const hashes = readable.map(({ write: { phone, userId } }) => [
    ...(phone === undefined ? [] : [hash(accountId, { kind: 'phone', value: phone })]),
    ...(userId === undefined ? [] : [hash(accountId, { kind: 'user_id', value: userId })]),
  ])
  const reasons = await selectSuppressionReasons(tx, accountId, hashes.flat())
  if (reasons.size === 0) return { allowed: [...readable], suppressed: new Set() }
  const suppressed = new Set<number>()
  const allowed = readable.filter(({ number }, place) => {
    const refusals = (hashes[place] ?? []).flatMap((one) => reasons.get(one) ?? [])
    if (refusals.length > 0) suppressed.add(number)
    if (!refusals.includes('erased')) return true
    fail({ row: number, code: 'suppressed', detail: 'The data of this person were erased' })
    return false
  })
  return { allowed, suppressed }
}

type Written = Read & { outcome: WriteOutcome; contactId: string }

/** By contact. */
function toChanges(written: readonly Written[], { drafts }: WriteResult): Map<string, ContactChange> {
  const byId = new Map(drafts.map((draft) => [draft.now.id, draft]))
  return new Map(
    written.flatMap(({ number, outcome, contactId }) => {
      const draft = byId.get(contactId)
      return draft ? [[contactId, toChange(number, draft, outcome.status !== 'unchanged')] as const] : []
    }),
  )
}

const isWorthKeeping = ({ version, member, consent }: ContactChange) => version !== null || member || consent

/** What the ledger rejects stays as the person has said; the row itself is written. */
async function writeConsents(
  tx: UnitOfWork,
  written: readonly Written[],
  { changes, hash }: { changes: ReadonlyMap<string, ContactChange>; hash: HashIdentifier },
): Promise<{ consentsChanged: number; consentsKept: number }> {
  const { accountId, actor } = tx.caller
  const acts: NewConsentAct[] = written.flatMap(({ consent, contactId }) =>
    consent ? [toAct(consent, { accountId, contactId, actor, fallback: 'import' })] : [],
  )
  if (acts.length === 0) return { consentsChanged: 0, consentsKept: 0 }
  const results = await recordConsents(tx, acts, hash)
  for (const { type, data, at } of toConsentEvents(acts, results)) tx.emit(type, data, at)
  let [consentsChanged, consentsKept] = [0, 0]
  for (const [place, { outcome, before, after, eventId }] of results.entries()) {
    const act = acts[place]
    const change = act && changes.get(act.contactId)
    if (outcome === 'evidence_missing' || outcome === 'evidence_older' || outcome === 'superseded') consentsKept += 1
    if (outcome !== 'changed' || !change || !after || eventId === null) continue
    consentsChanged += 1
    change.consent = { purpose: act.purpose, eventId, before: before?.state ?? 'unknown', after: after.state }
  }
  return { consentsChanged, consentsKept }
}

async function addToSegment(
  tx: UnitOfWork,
  { addToSegment: segmentId }: ImportMapping,
  written: readonly Written[],
  changes: ReadonlyMap<string, ContactChange>,
): Promise<number> {
  if (segmentId === null || written.length === 0) return 0
  const ids = written.map(({ contactId }) => contactId)
  const added = await addMembers(tx, tx.caller.accountId, segmentId, ids)
  for (const id of added) {
    const change = changes.get(id)
    if (change) change.member = true
  }
  return added.length
}
