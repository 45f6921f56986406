import { isObject } from '@dawk/cloud-api/json.ts'
import type { Fact } from '#tenancy/reactions.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { isRestrictive } from '../../consent/consent-state.ts'
import { eraseLinksOf, reassignLinks } from '../../links/link-store.ts'
import { skipRecipients } from '../feed/recall-store.ts'
import type { CampaignDirectory } from './campaign-directory.ts'
import { addCounts, type CounterChange } from './counter-store.ts'
import {
  attribute,
  type DeedReport,
  type NewDeed,
  reassignRecipients,
  recordDeeds,
  selectMerged,
  selectWaiting,
} from './outcome-store.ts'
import { eraseCampaignTraces } from './recipient-store.ts'

type Directory = Pick<CampaignDirectory, 'findUsing'>
type PayloadOf = (place: number) => string | null
const maxPayload = 64

/** What people write after a campaign is an answer to it; a tap on one of its buttons names the button. */
export async function applyReplies(
  tx: WorkerTransaction,
  facts: readonly Fact<'message.received'>[],
  directory: Directory,
): Promise<void> {
  const own = await ofUsing(tx, facts, directory)
  const reports = own.flatMap(({ accountId, at, data }, place): DeedReport[] =>
    data.contactId === null || data.groupId !== undefined
      ? []
      : [
          {
            place,
            accountId,
            contactId: data.contactId,
            phoneNumberId: data.phoneNumberId,
            quotedId: data.replyTo?.messageId ?? null,
            at,
          },
        ],
  )
  const payloadOf: PayloadOf = (place) => payloadIn(own[place]?.data.message)
  const deeds = await findDeeds(tx, reports, payloadOf)
  await record(
    tx,
    'replied',
    deeds.map((deed) => ({ ...deed, kind: 'replied' as const })),
  )
  const taps = deeds.filter(({ payload, isQuoted }) => payload !== null && isQuoted)
  for (const kind of ['tapped', 'clicked'] as const)
    await record(
      tx,
      kind,
      taps.map((deed) => ({ ...deed, kind })),
    )
}

/** The first click of a person on a link of a campaign. */
export async function applyLinkClicks(tx: WorkerTransaction, facts: readonly Fact<'link.clicked'>[]): Promise<void> {
  const own = facts.flatMap(({ accountId, at, data: { campaignId, recipientId: seq, name } }) =>
    campaignId === null ? [] : [{ accountId, campaignId, seq, isQuoted: false, payload: name, at }],
  )
  const once = [...new Map(own.map((deed) => [`${deed.campaignId} ${deed.seq}`, deed])).values()]
  for (const kind of ['link_clicked', 'clicked'] as const)
    await record(
      tx,
      kind,
      once.map((deed) => ({ ...deed, kind })),
    )
}

/** Who says stop within the time after a campaign was told by it. */
export async function applyOptOuts(
  tx: WorkerTransaction,
  facts: readonly Fact<'contact.consent_changed'>[],
  directory: Directory,
): Promise<void> {
  const restricting = facts.filter(({ data }) => isRestrictive(data.after))
  const own = await ofUsing(tx, restricting, directory)
  const reports = own.map(({ accountId, data: { contactId, occurredAt } }, place): DeedReport => {
    return { place, accountId, contactId, phoneNumberId: null, quotedId: null, at: occurredAt }
  })
  const deeds = await findDeeds(tx, reports, () => null)
  await record(
    tx,
    'opted_out',
    deeds.map((deed) => ({ ...deed, kind: 'opted_out' as const })),
  )
}

async function ofUsing<One extends Fact>(
  tx: WorkerTransaction,
  facts: readonly One[],
  directory: Directory,
): Promise<One[]> {
  if (facts.length === 0) return []
  const using = await directory.findUsing([...new Set(facts.map(({ accountId }) => accountId))], tx)
  return facts.filter(({ accountId }) => using.has(accountId))
}

async function findDeeds(
  tx: WorkerTransaction,
  reports: readonly DeedReport[],
  payloadOf: PayloadOf,
): Promise<NewDeed[]> {
  if (reports.length === 0) return []
  const byPlace = new Map(reports.map((report) => [report.place, report]))
  const first = new Map<string, NewDeed>()
  for (const { place, accountId, campaignId, seq, isQuoted } of await attribute(tx, reports)) {
    const at = byPlace.get(place)?.at ?? new Date().toISOString()
    const key = `${campaignId} ${seq}`
    const deed = { accountId, campaignId, seq, kind: 'replied' as const, isQuoted, payload: payloadOf(place), at }
    if (!first.has(key) || (deed.payload !== null && first.get(key)?.payload === null)) first.set(key, deed)
  }
  return [...first.values()]
}

async function record(tx: WorkerTransaction, kind: NewDeed['kind'], deeds: readonly NewDeed[]): Promise<void> {
  const did = await recordDeeds(tx, kind, deeds)
  await addCounts(
    tx,
    did.flatMap(({ accountId, campaignId, variant, isQuoted, payload }): CounterChange[] => {
      const one = (key: string) => ({ accountId, campaignId, variant, key, count: 1 })
      if (kind === 'replied') return [one('did:replied'), ...(isQuoted ? [one('did:replied_to')] : [])]
      return kind === 'tapped' ? [one('did:tapped'), one(`clicked:${payload}`)] : [one(`did:${kind}`)]
    }),
  )
}

/** What a quick reply or a button of ours carries. */
function payloadIn(message: unknown): string | null {
  const button = isObject(message) ? message['button'] : null
  const interactive = isObject(message) ? message['interactive'] : null
  const reply = isObject(interactive) ? interactive['button_reply'] : null
  const payload = isObject(button) ? (button['payload'] ?? button['text']) : isObject(reply) ? reply['id'] : null
  return typeof payload === 'string' ? payload.slice(0, maxPayload) : null
}

/** Two recipients that turn out to be one person: the one who still waits gets nothing, and of two who wait one does. */
export async function applyMerges(tx: WorkerTransaction, facts: readonly Fact<'contact.merged'>[]): Promise<void> {
  for (const { accountId, data } of facts) {
    const pair = { survivorId: data.contactId, absorbedId: data.mergedContactId }
    const both = await selectMerged(tx, accountId, pair)
    const leaving = both.flatMap(({ campaignId, survivorSeq, absorbedSeq, survivorWaits, absorbedWaits }) => {
      if (absorbedWaits) return [{ campaignId, seq: absorbedSeq, reason: 'merged' }]
      return survivorWaits ? [{ campaignId, seq: survivorSeq, reason: 'merged' }] : []
    })
    await skip(tx, accountId, leaving)
    await reassignRecipients(tx, accountId, pair)
    await reassignLinks(tx, accountId, pair)
  }
}

/** Contacts that were deleted get nothing more. */
export async function applyDeletions(tx: WorkerTransaction, facts: readonly Fact<'contact.deleted'>[]): Promise<void> {
  for (const [accountId, own] of Map.groupBy(facts, (fact) => fact.accountId)) {
    const waiting = await selectWaiting(tx, accountId, {
      contactIds: own.map(({ data }) => data.contactId),
      identifiers: [],
    })
    await skip(
      tx,
      accountId,
      waiting.map(({ campaignId, seq }) => ({ campaignId, seq, reason: 'contact_deleted' })),
    )
  }
}

/** A person who is erased gets nothing more, and what campaigns know of them goes; they stay counted. Returns rows per table. */
export async function eraseFromCampaigns(
  tx: WorkerTransaction,
  { accountId, contactId, peers }: { accountId: string; contactId: string | null; peers: readonly string[] },
): Promise<Record<string, number>> {
  const waiting = await selectWaiting(tx, accountId, {
    contactIds: contactId === null ? [] : [contactId],
    identifiers: peers,
  })
  await skip(
    tx,
    accountId,
    waiting.map(({ campaignId, seq }) => ({ campaignId, seq, reason: 'erased' })),
  )
  const links = await eraseLinksOf(tx, accountId, contactId)
  return { ...(await eraseCampaignTraces(tx, { accountId, contactId, peers })), links }
}

async function skip(
  tx: WorkerTransaction,
  accountId: string,
  people: readonly { campaignId: string; seq: number; reason: string }[],
): Promise<void> {
  if (people.length === 0) return
  const skipped = await skipRecipients(tx, { accountId, at: new Date().toISOString() }, people)
  await addCounts(
    tx,
    skipped.flatMap(({ campaignId, variant, was, reason }) => [
      { accountId, campaignId, variant, key: was, count: -1 },
      { accountId, campaignId, variant, key: 'skipped', count: 1 },
      { accountId, campaignId, variant, key: `skipped:${reason}`, count: 1 },
    ]),
  )
}
