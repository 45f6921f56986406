import { toAct } from '#engagement/consent/consent-command.ts'
import { createIdentifierHash } from '#engagement/consent/identifier-hash.ts'
import { recordConsents, toConsentEvents } from '#engagement/consent/record-consents.ts'
import type { ContactWrite, WriteOutcome } from '#engagement/contacts/write/contact-write.ts'
import { writeContacts } from '#engagement/contacts/write/write-contacts.ts'
import type { SecretBox } from '#platform/secrets.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import type { EventNote, ReadEvent } from '../mapping/read-event.ts'
import { erasedAmong } from './erased-people.ts'

/** Who an event is about, once they are written. */
export type WrittenPerson =
  | { contactId: string; notes: readonly EventNote[] }
  | { reason: 'no_phone' | 'erased_person' | 'contact_conflict' | 'contact_refused'; notes: readonly EventNote[] }

/** Creates or updates the contact of an event, with what it says of consent. A value that is refused does not refuse the person. */
export async function writePerson(
  tx: UnitOfWork,
  { write, consent, notes }: ReadEvent,
  { source, by, secrets }: { source: string; by: string; secrets: SecretBox },
): Promise<WrittenPerson> {
  if (write === null) return { reason: 'no_phone', notes }
  if ((await erasedAmong(tx, [write], secrets)).size > 0) return { reason: 'erased_person', notes: [] }
  const first = await writeOnce(tx, write, { source, by })
  const left = first.status === 'invalid' ? first.problems : []
  const outcome = left.length > 0 ? await writeOnce(tx, withoutFields(write, left), { source, by }) : first
  const all = [...notes, ...left.map(({ field, message }) => ({ field, message }))]
  if (outcome.status === 'conflict') return { reason: 'contact_conflict', notes: all }
  if (outcome.contactId === null) return { reason: 'contact_refused', notes: all }
  if (consent) await recordConsent(tx, outcome.contactId, { consent, secrets, note: (one) => void all.push(one) })
  return { contactId: outcome.contactId, notes: all }
}

async function writeOnce(
  tx: UnitOfWork,
  write: ContactWrite,
  { source, by }: { source: string; by: string },
): Promise<WriteOutcome> {
  const options = { source, by, onConflict: 'preferExternalId', known: 'update', unknown: 'create' } as const
  const { outcomes } = await writeContacts(tx, [write], options)
  const [outcome] = outcomes
  if (!outcome) throw new Error('A write has no outcome')
  return outcome
}

/** The keys stay, so that a person without any that is valid is refused. */
function withoutFields(write: ContactWrite, problems: readonly { field: string }[]): ContactWrite {
  const wrong = new Set(problems.map(({ field }) => (field.split('.')[0] === 'tags' ? 'tags' : field)))
  const { name, language, tags, attributes = {}, ...keys } = write
  const kept = Object.fromEntries(Object.entries(attributes).filter(([key]) => !wrong.has(`attributes.${key}`)))
  return {
    ...keys,
    ...(name !== undefined && !wrong.has('name') && { name }),
    ...(language !== undefined && !wrong.has('language') && { language }),
    ...(tags !== undefined && !wrong.has('tags') && { tags }),
    attributes: kept,
  }
}

async function recordConsent(
  tx: UnitOfWork,
  contactId: string,
  {
    consent,
    secrets,
    note,
  }: { consent: NonNullable<ReadEvent['consent']>; secrets: SecretBox; note(one: EventNote): void },
): Promise<void> {
  const { accountId, actor } = tx.caller
  const act = toAct(consent, { accountId, contactId, actor, fallback: 'api' })
  const [recorded] = await recordConsents(tx, [act], createIdentifierHash(secrets))
  if (!recorded) return
  for (const { type, data, at } of toConsentEvents([act], [recorded])) tx.emit(type, data, at)
  if (recorded.outcome === 'evidence_older' || recorded.outcome === 'superseded')
    note({ field: 'consent', message: 'the person has said something newer, which stands' })
}
