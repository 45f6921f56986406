import type { CoreContext } from '#context.ts'
import type { Departure, DepartureCheck, DepartureStop } from '#messaging/dispatch/departure-check.ts'
import type { TemplateDirectory } from '#messaging/templates/send-check/template-directory.ts'
import type { Queryable } from '#platform/database/database.ts'
import { createIdentifierHash, type HashIdentifier } from '../consent/identifier-hash.ts'
import { decidePolicy, type MessageFacts, type Verdict } from './decide-policy.ts'
import { lockSends, type MarketingSend, recordSends } from './marketing-send-store.ts'
import { toMessageFacts } from './message-facts.ts'
import { toPersonKey } from './person-key.ts'
import { categoryOf } from './policy-check.ts'
import type { PolicyDirectory } from './policy-directory.ts'
import { reasonOf } from './policy-reasons.ts'
import { toMessageError } from './policy-refusal.ts'
import type { PolicySettings } from './policy-settings.ts'
import { type PolicyPerson, selectPeople } from './policy-store.ts'

interface DepartureDeps extends Pick<CoreContext, 'worker' | 'secrets'> {
  policies: PolicyDirectory
  templates: Pick<TemplateDirectory, 'peek' | 'find'>
}

interface Marketing {
  departure: Departure
  message: MessageFacts
  settings: PolicySettings
}

/**
 * Judges marketing once more when it is about to leave: an opt-out stops what was accepted before it, on every number. What
 * leaves is counted for the caps of its account, in one transaction with the question, so two processes do not both send the
 * last one that is allowed. Other messages, and accounts that use none of this, pass unseen.
 */
export function createMarketingDepartures({ worker, secrets, policies, templates }: DepartureDeps): DepartureCheck {
  const hash = createIdentifierHash(secrets)

  async function findMarketing(departures: readonly Departure[]): Promise<Marketing[]> {
    const sent = departures.filter(({ message }) => !message.dryRun && message.content.includes('"template"'))
    const settings =
      sent.length === 0 ? new Map() : await policies.recent([...new Set(sent.map(({ item }) => item.accountId))])
    const governed = sent.filter(({ item }) => settings.has(item.accountId))
    const people = await Promise.all(
      governed.map(async (departure) => {
        const { item, wabaId, phoneNumberId } = departure
        const content = JSON.parse(departure.message.content) as Record<string, unknown>
        const category = await categoryOf(templates, { accountId: item.accountId, number: { wabaId }, content })
        const policy = settings.get(item.accountId)
        return { departure, message: toMessageFacts({ content, category, phoneNumberId }, policy), settings: policy }
      }),
    )
    return people.filter(({ message }) => message.purpose === 'marketing')
  }

  return async (departures) => {
    const marketing = await findMarketing(departures)
    if (marketing.length === 0) return new Map()
    if (!marketing.some(({ settings }) => counts(settings)))
      return stopsOf(marketing, await read(worker, marketing, hash))
    return worker.transaction(async (tx) => {
      await lockSends(tx, [
        ...new Set(
          marketing.filter(({ settings }) => counts(settings)).map(({ departure }) => departure.item.accountId),
        ),
      ])
      return count(tx, marketing, await read(tx, marketing, hash))
    })
  }
}

const counts = ({ caps, duplicateDays }: PolicySettings): boolean => caps.length > 0 || duplicateDays !== null

const read = (db: Queryable, marketing: readonly Marketing[], hash: HashIdentifier): Promise<PolicyPerson[]> =>
  selectPeople(
    db,
    marketing.map(({ departure: { item, message } }) => toPersonKey(item.accountId, message, hash)),
  )

/** What was counted when an earlier attempt of the same message left does not count against it. */
function judge({ departure, message, settings }: Marketing, person: PolicyPerson, now: number): Verdict {
  const sends = person.sends.filter(({ messageId }) => messageId !== departure.message.id)
  return decidePolicy({ person: { ...person, sends }, message, settings, now })
}

function toStop(verdict: Exclude<Verdict, { kind: 'send' }>): DepartureStop {
  if (verdict.kind === 'refuse' || verdict.until === null) return { kind: 'refuse', error: toMessageError(verdict) }
  return { kind: 'wait', until: verdict.until, detail: `${verdict.reason}: ${reasonOf(verdict.reason).meaning}` }
}

function stopsOf(marketing: readonly Marketing[], people: readonly PolicyPerson[]): Map<string, DepartureStop> {
  const now = Date.now()
  const stops = new Map<string, DepartureStop>()
  for (const [place, one] of marketing.entries()) {
    const person = people[place]
    const verdict = person ? judge(one, person, now) : null
    if (verdict && verdict.kind !== 'send') stops.set(one.departure.item.id, toStop(verdict))
  }
  return stops
}

/** One after the other: what leaves counts for the next of the same batch. */
async function count(
  tx: Queryable,
  marketing: readonly Marketing[],
  people: readonly PolicyPerson[],
): Promise<Map<string, DepartureStop>> {
  const now = Date.now()
  const at = new Date(now).toISOString()
  const stops = new Map<string, DepartureStop>()
  const sends: MarketingSend[] = []
  for (const [place, one] of marketing.entries()) {
    const { item, message } = one.departure
    const person = people[place]
    if (!person) continue
    const inBatch = sends.filter(
      ({ contactId, accountId }) => contactId === person.contactId && accountId === item.accountId,
    )
    const verdict = judge(one, { ...person, sends: [...inBatch, ...person.sends] }, now)
    if (verdict.kind !== 'send') stops.set(item.id, toStop(verdict))
    else if (person.contactId !== null && counts(one.settings))
      sends.push({
        accountId: item.accountId,
        messageId: message.id,
        contactId: person.contactId,
        digest: one.message.digest ?? '',
        at,
      })
  }
  await recordSends(tx, sends)
  return stops
}
