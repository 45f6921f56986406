import { randomBytes } from 'node:crypto'
import type { NewEvent } from '#events/event.ts'
import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import {
  type ConsentEvent,
  type ConsentProof,
  type ConsentSource,
  digestOfEvent,
  digestOfProof,
  firstDigest,
} from './consent-event.ts'
import {
  type ConsentAct,
  type ConsentDecision,
  type ConsentState,
  decideConsent,
  mostRestrictive,
} from './consent-state.ts'
import {
  type ContactConsents,
  type ContactKey,
  claimIdentifiers,
  insertConsentEvents,
  lockConsents,
  type NewConsentEvent,
  type StoredConsent,
  selectConsents,
  upsertConsents,
} from './consent-store.ts'
import type { HashIdentifier, ReachableIdentifier } from './identifier-hash.ts'

/** An act of one contact, or of somebody on their behalf. */
export interface NewConsentAct extends ConsentAct, ContactKey {
  /** A purpose, or a topic as `marketing.offers`. */
  purpose: string
  source: ConsentSource
  actor: Pick<Actor, 'kind' | 'id'>
  language?: string | undefined
  noticeVersion?: string | undefined
  proof?: ConsentProof | undefined
  /** By which the person acted, where it is known. */
  identifier?: ReachableIdentifier | undefined
  /** Counts only while the state is one of these; absent: always. */
  onlyFrom?: readonly ConsentState[] | undefined
}

export interface RecordedAct {
  /** `unchanged`: the state was this already. `missing`: there is no such contact. */
  outcome: 'changed' | 'unchanged' | 'superseded' | 'missing' | Extract<ConsentDecision, { kind: 'rejected' }>['reason']
  before: StoredConsent | null
  /** Null: nothing is known, and nothing was recorded. */
  after: StoredConsent | null
  /** Of the ledger; null: nothing was recorded. */
  eventId: string | null
}

/** A contact while the acts of a batch are applied to it. */
interface Working {
  contact: ContactConsents
  /** By purpose: one record each, the most restrictive where contacts were merged. */
  records: Map<string, StoredConsent>
  head: ContactConsents['head']
}

/**
 * Records acts in the ledger, in the order given, and brings the state of each contact up to date, in six statements for
 * all. What the rules reject is not recorded; the outcome says so, act by act.
 */
export async function recordConsents(
  tx: Queryable,
  acts: readonly NewConsentAct[],
  hash: HashIdentifier,
): Promise<RecordedAct[]> {
  if (acts.length === 0) return []
  await lockConsents(
    tx,
    acts.map(({ accountId }) => accountId),
  )
  const working = await readWorking(tx, acts)
  const recordedAt = new Date().toISOString()
  const added: NewConsentEvent[] = []
  const results = acts.map((act) => {
    const contact = working.get(act.contactId)
    if (contact === undefined || contact.contact.accountId !== act.accountId) return missing
    const { result, event } = applyAct(contact, act, { hash, recordedAt })
    if (event) added.push(event)
    return result
  })
  if (added.length > 0) await write(tx, { added, working, recordedAt })
  return results
}

const missing: RecordedAct = { outcome: 'missing', before: null, after: null, eventId: null }

async function readWorking(tx: Queryable, acts: readonly ContactKey[]): Promise<Map<string, Working>> {
  const contactsById = new Map(acts.map(({ accountId, contactId }) => [contactId, { accountId, contactId }]))
  const contacts = await selectConsents(tx, [...contactsById.values()])
  return new Map(
    contacts.map((contact) => [
      contact.contactId,
      { contact, records: joinRecords(contact.records), head: contact.head },
    ]),
  )
}

/** One record a purpose. */
export function joinRecords(records: readonly StoredConsent[]): Map<string, StoredConsent> {
  const joined = [...Map.groupBy(records, ({ purpose }) => purpose)].map(([purpose, ofPurpose]) => {
    const strictest = mostRestrictive(ofPurpose)
    const [first] = ofPurpose.filter(({ state }) => state === strictest?.state)
    return [purpose, { ...first, ...strictest } as StoredConsent] as const
  })
  return new Map(joined)
}

function applyAct(
  contact: Working,
  act: NewConsentAct,
  { hash, recordedAt }: { hash: HashIdentifier; recordedAt: string },
): { result: RecordedAct; event: NewConsentEvent | null } {
  const before = contact.records.get(act.purpose) ?? null
  if (act.onlyFrom && !act.onlyFrom.includes(before?.state ?? 'unknown'))
    return { result: { outcome: 'unchanged', before, after: before, eventId: null }, event: null }
  const decision = decideConsent(before, act)
  if (decision.kind === 'rejected')
    return { result: { outcome: decision.reason, before, after: before, eventId: null }, event: null }
  const event = toEvent(contact, act, decision.record.state, { hash, recordedAt })
  contact.head = { seq: event.seq, digest: event.digest }
  const changed = before?.state !== decision.record.state && !(before === null && decision.record.state === 'unknown')
  const { source, eventId } = changed || before === null ? { source: act.source, eventId: event.id } : before
  const after = { ...decision.record, since: decision.record.since || act.at, purpose: act.purpose, source, eventId }
  contact.records.set(act.purpose, after)
  const outcome = decision.kind === 'superseded' ? 'superseded' : changed ? 'changed' : 'unchanged'
  return { result: { outcome, before, after, eventId: event.id }, event }
}

function toEvent(
  { contact, head }: Working,
  act: NewConsentAct,
  state: ConsentEvent['state'],
  { hash, recordedAt }: { hash: HashIdentifier; recordedAt: string },
): NewConsentEvent {
  const { accountId, contactId, purpose, source, actor, language = null, noticeVersion = null } = act
  const identifier = act.identifier ?? contact.identifiers[0] ?? null
  const proof = act.proof === undefined ? null : { content: act.proof, salt: randomBytes(16).toString('hex') }
  const event = {
    ...{ id: newId(), contactId, purpose, act: act.state, state, source, language, noticeVersion, recordedAt },
    seq: (head?.seq ?? 0) + 1,
    actorKind: actor.kind,
    actorId: actor.id,
    identifierHash: identifier && hash(accountId, identifier),
    proofDigest: proof && digestOfProof(proof.salt, proof.content),
    occurredAt: act.at,
    previousDigest: head?.digest ?? firstDigest,
  }
  return { ...event, digest: digestOfEvent(event), accountId, identifier, proof }
}

async function write(
  tx: Queryable,
  { added, working, recordedAt }: { added: NewConsentEvent[]; working: Map<string, Working>; recordedAt: string },
): Promise<void> {
  const touched = [...new Set(added.map(({ contactId }) => contactId))].flatMap((id) => working.get(id) ?? [])
  await insertConsentEvents(tx, added)
  await upsertConsents(
    tx,
    touched.flatMap(({ contact: { accountId, contactId }, records }) =>
      [...records.values()].map((record) => ({ ...record, accountId, contactId })),
    ),
  )
  await claimIdentifiers(
    tx,
    touched.map(({ contact }) => contact),
    recordedAt,
  )
}

/** What the event log says of acts that changed something. */
export function toConsentEvents(
  acts: readonly NewConsentAct[],
  results: readonly RecordedAct[],
): Extract<NewEvent, { type: 'contact.consent_changed' }>[] {
  return acts.flatMap((act, index) => {
    const { outcome, before, after, eventId } = results[index] ?? missing
    if (outcome !== 'changed' || after === null || eventId === null) return []
    const { accountId, contactId, purpose, source, at } = act
    const data = {
      contactId,
      purpose,
      before: before?.state ?? 'unknown',
      after: after.state,
      source,
      consentEventId: eventId,
    }
    return { accountId, type: 'contact.consent_changed' as const, at, data: { ...data, occurredAt: at } }
  })
}
