import type { OtherEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { NewEvent } from '#events/event.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { NumberRow } from '../number.ts'
import { type LockedHealth, lockHealth, requestReading, saveFacts } from './health-store.ts'
import { type HealthFacts, healthEvents, isHealthField, readHealthWebhook } from './number-health.ts'

interface HealthItem {
  entry: OtherEntry
  number: Pick<NumberRow, 'accountId'>
}

/**
 * Applies what Meta's webhooks tell of numbers and their business account. Each also has the numbers read soon, for
 * webhooks tell a part only; what is older than what is known is not believed at all.
 */
export async function applyNumberHealth(tx: WorkerTransaction, items: readonly HealthItem[]): Promise<void> {
  const events: NewEvent[] = []
  for (const { entry, number } of items)
    if (entry.kind === 'change' && !entry.malformed && isHealthField(entry.field))
      events.push(...(await applyOne(tx, entry, entry.field, number.accountId)))
  tx.emit(...events)
}

async function applyOne(
  tx: WorkerTransaction,
  entry: OtherEntry,
  field: string,
  accountId: string,
): Promise<NewEvent[]> {
  const value = entry.value as Readonly<Record<string, unknown>>
  const at = new Date(entry.time === null ? Date.now() : Math.min(entry.time * 1000, Date.now()))
  const facts = readHealthWebhook(field, value)
  const events: NewEvent[] = []
  const ofAccount = await lockHealth(tx, accountId, { wabaId: entry.wabaId }, at)
  for (const number of named(ofAccount, value['display_phone_number'])) {
    if (!number.isNewer)
      events.push(...(await applyFacts(tx, number, newsOf(number, facts), { at, firstIsNews: true })))
    await requestReading(tx, accountId, number.numberId)
  }
  return events
}

/** The one that is named; several whose own number is not known yet are read, and told apart then. */
function named(numbers: readonly LockedHealth[], display: unknown): readonly LockedHealth[] {
  if (typeof display !== 'string') return numbers
  const one = numbers.find(({ displayPhoneNumber }) => digitsOf(displayPhoneNumber ?? '') === digitsOf(display))
  return one ? [one] : numbers.map((number) => ({ ...number, isNewer: true }))
}

const digitsOf = (text: string) => text.replace(/\D/g, '')

/** That the business works with us is no news but after it had ended. */
function newsOf({ facts }: LockedHealth, reported: HealthFacts): HealthFacts {
  return reported.access === 'GRANTED' && (facts.access ?? 'GRANTED') === 'GRANTED' ? {} : reported
}

/** What is told stands, the rest stays; the lane's pace follows. */
export async function applyFacts(
  tx: WorkerTransaction,
  number: LockedHealth,
  reported: HealthFacts,
  when: { at: Date; firstIsNews: boolean },
): Promise<NewEvent[]> {
  const after = { ...number.facts, ...reported }
  const events = healthEvents(number, number.facts, after, when)
  await saveFacts(tx, number, after, when.at)
  if (events.length > 0) tx.notify('accounts', number.accountId)
  return events
}
