import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { ConsentEvent, ConsentProof, ConsentSource } from './consent-event.ts'
import type { ConsentRecord } from './consent-state.ts'
import type { ReachableIdentifier } from './identifier-hash.ts'

export interface ContactKey {
  accountId: string
  contactId: string
}

export interface StoredConsent extends ConsentRecord {
  purpose: string
  source: ConsentSource
  eventId: string
}

/** What the ledger knows of one contact. */
export interface ContactConsents extends ContactKey {
  /** Phone numbers and user ids that the contact has now. */
  identifiers: ReachableIdentifier[]
  /** Several of one purpose where contacts were merged and nothing was recorded since. */
  records: StoredConsent[]
  head: { seq: number; digest: string } | null
}

/**
 * Ids of a contact and those that were merged into it, for SQL: found by an identifier that it has had since before they
 * last acted. `x` has `account_id` and `contact_id`.
 */
const sameContacts = (x: string, condition = 'true') => `(select ${x}.contact_id union select k.contact_id
   from contact_identifiers i join consent_identifiers k on k.account_id = i.account_id and k.kind = i.kind and k.value = i.value
        and k.recorded_at >= date_trunc('milliseconds', i.created_at) and ${condition}
  where i.account_id = ${x}.account_id and i.contact_id = ${x}.contact_id)`

/** The records of a contact as a JSON array, for SQL; null: there are none. */
export const recordsOfContact = (
  x: string,
) => `(select json_agg(json_build_object('purpose', c.purpose, 'state', c.state,
     'since', iso_instant(c.since), 'stoppedAt', iso_instant(c.stopped_at), 'permittedAt', iso_instant(c.permitted_at),
     'before', c.before, 'source', c.source, 'eventId', c.event_id) order by c.event_id)
   from consents c where c.account_id = ${x}.account_id and c.contact_id in ${sameContacts(x, 'not k.is_folded')})`

/** One at a time per account writes to the ledger; held until the transaction ends. */
export async function lockConsents(tx: Queryable, accountIds: readonly string[]): Promise<void> {
  await tx.run(
    `select pg_advisory_xact_lock(key) from (
       select hashtextextended('consents|' || value, 0) as key from json_array_elements_text($1::json) order by 1) as locks`,
    [JSON.stringify([...new Set(accountIds)])],
  )
}

const keys = recordset({ accountId: 'uuid', contactId: 'uuid' })

/** Of contacts that are there; others are left out. */
export async function selectConsents(db: Queryable, contacts: readonly ContactKey[]): Promise<ContactConsents[]> {
  const rows = await db.many<Omit<ContactConsents, 'records'> & { records: StoredConsent[] | null }>(
    `select x.account_id, x.contact_id,
            coalesce((select json_agg(json_build_object('kind', i.kind, 'value', i.value) order by i.kind, i.value)
               from contact_identifiers i where i.account_id = x.account_id and i.contact_id = x.contact_id
                and i.kind in ('phone', 'user_id')), '[]') as identifiers,
            ${recordsOfContact('x')} as records,
            (select json_build_object('seq', e.seq, 'digest', e.digest) from consent_events e
              where e.account_id = x.account_id and e.contact_id = x.contact_id order by e.seq desc limit 1) as head
       from ${keys.from('$1')} join contacts p on p.account_id = x.account_id and p.id = x.contact_id`,
    [keys.json(contacts)],
  )
  return rows.map((row) => ({ ...row, records: row.records ?? [] }))
}

/** An event with its proof, before it is stored. */
export interface NewConsentEvent extends ConsentEvent {
  accountId: string
  identifier: ReachableIdentifier | null
  proof: { content: ConsentProof; salt: string } | null
}

const events = recordset({
  accountId: 'uuid',
  id: 'uuid',
  contactId: 'uuid',
  seq: 'int',
  purpose: 'text',
  act: 'text',
  state: 'text',
  source: 'text',
  actorKind: 'text',
  actorId: 'uuid',
  language: 'text',
  noticeVersion: 'text',
  identifierHash: 'text',
  proofDigest: 'text',
  occurredAt: 'timestamptz',
  recordedAt: 'timestamptz',
  previousDigest: 'text',
  digest: 'text',
})
const proofs = recordset({
  accountId: 'uuid',
  eventId: 'uuid',
  contactId: 'uuid',
  identifierKind: 'text',
  identifier: 'text',
  proof: 'jsonb',
  salt: 'text',
})

export async function insertConsentEvents(tx: Queryable, added: readonly NewConsentEvent[]): Promise<void> {
  const proven = added.flatMap(({ id: eventId, accountId, contactId, identifier, proof }) =>
    proof === null
      ? []
      : {
          ...{ accountId, eventId, contactId, proof: proof.content, salt: proof.salt },
          ...{ identifierKind: identifier?.kind ?? null, identifier: identifier?.value ?? null },
        },
  )
  await tx.run(
    `with proven as (
       insert into consent_proofs (${proofs.columns}) select ${proofs.columns} from ${proofs.from('$2', 'p')})
     insert into consent_events (${events.columns}) select ${events.columns} from ${events.from('$1')}`,
    [events.json(added), proofs.json(proven)],
  )
}

const states = recordset({
  accountId: 'uuid',
  contactId: 'uuid',
  purpose: 'text',
  state: 'text',
  since: 'timestamptz',
  stoppedAt: 'timestamptz',
  permittedAt: 'timestamptz',
  before: 'text',
  source: 'text',
  eventId: 'uuid',
})

export async function upsertConsents(tx: Queryable, rows: readonly (StoredConsent & ContactKey)[]): Promise<void> {
  await tx.run(
    `insert into consents (${states.columns}) select ${states.columns} from ${states.from('$1')} order by 1, 2, 3
     on conflict (account_id, contact_id, purpose) do update set state = excluded.state, since = excluded.since,
       stopped_at = excluded.stopped_at, permitted_at = excluded.permitted_at, before = excluded.before,
       source = excluded.source, event_id = excluded.event_id`,
    [states.json(rows)],
  )
}

const identified = recordset({
  accountId: 'uuid',
  contactId: 'uuid',
  kind: 'text',
  value: 'text',
  recordedAt: 'timestamptz',
})

/** A contact's identifiers are its own from here on: what contacts merged into it had recorded is in its own records by now. */
export async function claimIdentifiers(
  tx: Queryable,
  contacts: readonly ContactConsents[],
  recordedAt: string,
): Promise<void> {
  const rows = contacts.flatMap(({ identifiers, ...key }) => identifiers.map((one) => ({ ...key, ...one, recordedAt })))
  await tx.run(
    `with handed_over as (
       update consent_identifiers k set is_folded = true from ${identified.from('$1')}
        where k.account_id = x.account_id and k.kind = x.kind and k.value = x.value and k.contact_id <> x.contact_id)
     insert into consent_identifiers (${identified.columns}) select ${identified.columns} from ${identified.from('$1')} order by 1, 3, 4
     on conflict (account_id, kind, value, contact_id) do update set recorded_at = excluded.recorded_at, is_folded = false`,
    [identified.json(rows)],
  )
}

const eventColumns = `e.id, e.contact_id, e.seq, e.purpose, e.act, e.state, e.source, e.actor_kind, e.actor_id, e.language, e.notice_version,
  e.identifier_hash, e.proof_digest, e.occurred_at, e.recorded_at, e.previous_digest, e.digest`

export interface StoredConsentEvent extends ConsentEvent {
  /** Null: there is none, or it was erased. */
  proof: { salt: string; content: ConsentProof; identifier: ReachableIdentifier | null } | null
}

const proofOfEvent = `(select json_build_object('salt', f.salt, 'content', f.proof, 'identifier',
    case when f.identifier is not null then json_build_object('kind', f.identifier_kind, 'value', f.identifier) end)
  from consent_proofs f where f.account_id = e.account_id and f.event_id = e.id) as proof`

/** Latest first; `before` is the last id of the page before. */
export const selectConsentEvents = (
  db: Queryable,
  { accountId, contactId }: ContactKey,
  { before, limit }: { before: string; limit: number },
): Promise<StoredConsentEvent[]> =>
  db.many(
    `select ${eventColumns}, ${proofOfEvent} from (select $1::uuid as account_id, $2::uuid as contact_id) as x
       join consent_events e on e.account_id = x.account_id and e.contact_id in ${sameContacts('x')}
      where e.account_id = $1 and e.id < $3::uuid order by e.id desc limit $4`,
    [accountId, contactId, before, limit],
  )

/** Of every contact that this one is, in the order of their chains. */
export const selectConsentChains = (
  db: Queryable,
  { accountId, contactId }: ContactKey,
): Promise<StoredConsentEvent[]> =>
  db.many(
    `select ${eventColumns}, ${proofOfEvent} from (select $1::uuid as account_id, $2::uuid as contact_id) as x
       join consent_events e on e.account_id = x.account_id and e.contact_id in ${sameContacts('x')}
      where e.account_id = $1 order by e.contact_id, e.seq`,
    [accountId, contactId],
  )

/**
 * What a contact and those merged into it said, with what they were known by. The events stay in the ledger, where they name
 * nobody. Returns rows per table.
 */
/** What is recorded of contacts that were made by mistake; the ledger itself keeps what happened. */
export async function deleteConsentsOfContacts(
  tx: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  for (const table of ['consent_proofs', 'consents', 'consent_identifiers'])
    await tx.run(`delete from ${table} where account_id = $1 and contact_id = any ($2::uuid[])`, [accountId, ids])
}

/** Who of these acted otherwise than by these events. */
export const selectActedOtherwise = (
  db: Queryable,
  accountId: string,
  ids: readonly string[],
  eventIds: readonly string[],
): Promise<{ contactId: string }[]> =>
  db.many(
    `select distinct contact_id from consent_events
      where account_id = $1 and contact_id = any ($2::uuid[]) and not (id = any ($3::uuid[]))`,
    [accountId, ids, eventIds],
  )

export async function deleteConsentsOfPerson(
  tx: Queryable,
  { accountId, contactId }: ContactKey,
): Promise<Record<string, number>> {
  const rows = await tx.many<{ id: string }>(
    `select id from (select $1::uuid as account_id, $2::uuid as contact_id) as x, lateral ${sameContacts('x')} as same(id)`,
    [accountId, contactId],
  )
  const ids = rows.map(({ id }) => id)
  const counts: Record<string, number> = {}
  for (const table of ['consent_proofs', 'consents', 'consent_identifiers'])
    counts[table] = await tx.run(`delete from ${table} where account_id = $1 and contact_id = any ($2::uuid[])`, [
      accountId,
      ids,
    ])
  return counts
}
