import type { CoreContext } from '#context.ts'
import { assertReachableContact } from '#messaging/identities/reachable-contact.ts'
import { lastId } from '#platform/ids.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import { findBrokenLink } from './consent-event.ts'
import { purposes } from './consent-state.ts'
import {
  type StoredConsent,
  type StoredConsentEvent,
  selectConsentChains,
  selectConsentEvents,
  selectConsents,
} from './consent-store.ts'
import { joinRecords } from './record-consents.ts'

type ReadContext = Pick<CoreContext, 'read'>
type Reader = Pick<Caller, 'accountId' | 'numberIds'>

/** A purpose of which nothing is recorded. */
export interface UnknownConsent {
  purpose: string
  state: 'unknown'
}

/** The four purposes, then topics of which something is recorded. @throws GatewayError `not_found` */
export async function getConsents(
  ctx: ReadContext,
  caller: Reader,
  contactId: string,
): Promise<(StoredConsent | UnknownConsent)[]> {
  const { accountId } = caller
  const [consents] = await ctx.read(caller, async (db) => {
    await assertReachableContact(db, caller, contactId)
    return selectConsents(db, [{ accountId, contactId }])
  })
  const records = joinRecords(consents?.records ?? [])
  const topics = [...records.keys()].filter((purpose) => purpose.includes('.')).toSorted()
  return [...purposes, ...topics].map((purpose) => records.get(purpose) ?? { purpose, state: 'unknown' })
}

/** Latest first; `before` is the last id of the page before. @throws GatewayError `not_found` */
export const listConsentEvents = (
  ctx: ReadContext,
  caller: Reader,
  contactId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<StoredConsentEvent[]> =>
  ctx.read(caller, async (db) => {
    await assertReachableContact(db, caller, contactId)
    return selectConsentEvents(db, { accountId: caller.accountId, contactId }, { before: before ?? lastId, limit })
  })

/** The events of one contact with what proves them. One that was merged into another keeps a chain of its own. */
export interface ConsentChain {
  contactId: string
  /** Null: the chain is whole; else the `seq` of the first event that was changed, or follows from none. */
  brokenAt: number | null
  events: StoredConsentEvent[]
}

/** What proves the consent of a person, for somebody else to verify. @throws GatewayError `not_found` */
export async function getConsentProof(ctx: ReadContext, caller: Reader, contactId: string): Promise<ConsentChain[]> {
  const events = await ctx.read(caller, async (db) => {
    await assertReachableContact(db, caller, contactId)
    return selectConsentChains(db, { accountId: caller.accountId, contactId })
  })
  return [...Map.groupBy(events, (event) => event.contactId)].map(([ofContact, chain]) => ({
    contactId: ofContact,
    brokenAt: findBrokenLink(chain.map(({ proof: _, ...event }) => event)),
    events: chain,
  }))
}
