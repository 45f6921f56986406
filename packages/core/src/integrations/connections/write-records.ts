import { createHash } from 'node:crypto'
import { toAct } from '#engagement/consent/consent-command.ts'
import { createIdentifierHash } from '#engagement/consent/identifier-hash.ts'
import { type NewConsentAct, recordConsents, toConsentEvents } from '#engagement/consent/record-consents.ts'
import type { Attribute } from '#engagement/contacts/attributes/attribute.ts'
import type { WriteOutcome } from '#engagement/contacts/write/contact-write.ts'
import { writeContacts } from '#engagement/contacts/write/write-contacts.ts'
import type { SecretBox } from '#platform/secrets.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { erasedAmong } from '../actions/erased-people.ts'
import { type ReadEvent, readEvent } from '../mapping/read-event.ts'
import { externalSourceOf } from '../sources/event-source.ts'
import type { Connection, SyncCounts, SyncError } from './connection.ts'
import { type StoredRecord, selectHashes, writeErrors, writeRecordRows } from './connection-store.ts'
import type { RemoteRecord } from './connector.ts'

export interface WriteRules {
  connection: Connection
  definitions: ReadonlyMap<string, Attribute>
  secrets: SecretBox
  runId: string
}

const externalSource = ({ kind, sourceId: id }: Connection): string => externalSourceOf({ kind, id })

interface Reading {
  record: RemoteRecord
  read: ReadEvent
  hash: string
}

/** What a record says, as far as the mapping reads it: a change of anything else is none. */
const hashOf = ({ write, consent }: ReadEvent): string =>
  createHash('sha256')
    .update(JSON.stringify([write, consent]))
    .digest('hex')

export const readRecord = (
  { body }: RemoteRecord,
  { connection, definitions }: Pick<WriteRules, 'connection' | 'definitions'>,
): ReadEvent =>
  readEvent(
    { body, headers: {} },
    { mapping: connection.mapping, externalSource: externalSource(connection), definitions },
  )

/** Writes a page of records as contacts, with their consent. What was read before and is the same costs one look-up. */
export async function writeRecords(
  tx: UnitOfWork,
  records: readonly RemoteRecord[],
  rules: WriteRules,
): Promise<SyncCounts> {
  const { accountId } = tx.caller
  const { connection, runId, secrets } = rules
  const latest = new Map(records.map((record) => [record.id, record]))
  const readings = [...latest.values()].map((record): Reading => {
    const read = readRecord(record, rules)
    return { record, read, hash: hashOf(read) }
  })
  const known = await selectHashes(tx, accountId, connection.id, [...latest.keys()])
  const fresh = readings.filter(({ record, hash }) => known.get(record.id) !== hash)
  const erased = await erasedAmong(
    tx,
    fresh.flatMap(({ read }) => read.write ?? []),
    secrets,
  )
  const isErased = ({ write }: ReadEvent) => write !== null && erased.has(write)
  const writable = fresh.filter(({ read }) => read.write !== null && !isErased(read))
  const { outcomes } = await writeContacts(
    tx,
    writable.flatMap(({ read }) => read.write ?? []),
    {
      ...{ source: externalSource(connection), by: connection.id, onConflict: 'preferExternalId' },
      ...{ known: 'update', unknown: 'create', expectsNew: known.size === 0 },
    },
  )
  const byRecord = new Map(writable.map(({ record }, at) => [record.id, outcomes[at]]))
  await writeConsents(tx, writable, { byRecord, secrets })
  const at = new Date().toISOString()
  const errors = fresh.flatMap((one): SyncError[] =>
    toError(one, byRecord.get(one.record.id), { at, erased: isErased(one.read) }),
  )
  const wrong = new Set(errors.map(({ remoteId }) => remoteId))
  await writeErrors(tx, accountId, connection.id, { errors, good: [...latest.keys()].filter((id) => !wrong.has(id)) })
  await writeRecordRows(
    tx,
    accountId,
    connection.id,
    readings.map(
      ({ record, hash }): StoredRecord => ({
        remoteId: record.id,
        hash: wrong.has(record.id) ? '' : hash,
        remoteUpdatedAt: record.updatedAt,
        contactId: byRecord.get(record.id)?.contactId ?? null,
        seenIn: runId,
      }),
    ),
  )
  const count = (status: WriteOutcome['status']) => outcomes.filter((one) => one.status === status).length
  return {
    read: records.length,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged') + readings.length - fresh.length,
    failed: errors.length,
    gone: 0,
  }
}

function toError(
  { record, read }: Reading,
  outcome: WriteOutcome | undefined,
  { at, erased }: { at: string; erased: boolean },
): SyncError[] {
  const failed = (code: string, detail: string) => [{ remoteId: record.id, code, detail: detail.slice(0, 500), at }]
  if (erased) return failed('erased_person', 'The data of this person were erased at their wish.')
  if (read.write === null) return failed('no_phone', read.notes[0]?.message ?? 'The record names no person.')
  if (outcome?.status === 'invalid')
    return failed('invalid', outcome.problems.map(({ field, message }) => `${field} ${message}`).join('; '))
  if (outcome?.status === 'conflict') return failed('contact_conflict', 'Its keys belong to different contacts.')
  return []
}

/** Nothing raises consent but a dated act of the person, which the mapping has to name. */
async function writeConsents(
  tx: UnitOfWork,
  writable: readonly Reading[],
  { byRecord, secrets }: { byRecord: ReadonlyMap<string, WriteOutcome | undefined>; secrets: SecretBox },
): Promise<void> {
  const { accountId, actor } = tx.caller
  const acts = writable.flatMap(({ record, read: { consent } }): NewConsentAct[] => {
    const contactId = byRecord.get(record.id)?.contactId ?? null
    return consent && contactId !== null ? [toAct(consent, { accountId, contactId, actor, fallback: 'api' })] : []
  })
  if (acts.length === 0) return
  const results = await recordConsents(tx, acts, createIdentifierHash(secrets))
  for (const { type, data, at } of toConsentEvents(acts, results)) tx.emit(type, data, at)
}
