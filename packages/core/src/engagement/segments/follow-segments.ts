import type { EventType } from '#events/catalogue.ts'
import type { GatewayEvent } from '#events/event.ts'
import { subscriber } from '#events/subscribers/subscriber.ts'
import { GatewayError } from '#platform/errors.ts'
import { batchJobs, type Job, jobKind } from '#platform/jobs/job.ts'
import type { EmittingTransaction, WorkerTransaction } from '#tenancy/unit-of-work.ts'
import {
  type FollowedSegment,
  lockFollowed,
  markFollowed,
  removeLeavers,
  selectFollowed,
  storeEntries,
} from './membership-store.ts'
import { resolveFilter } from './resolve-filter.ts'

const stepSize = 2000
const hourMs = 3600_000

/** Compares a followed segment with its stored members, whose key is the id of the segment. */
export const sweepSegment = jobKind('segment-sweep')

/**
 * Who comes and goes by the passing of time, or by what no event of the contact tells, is found every hour. A step a transaction: after
 * a crash, or in another process, it goes on where it was. The first sweep stores who is in the segment already, and tells nobody.
 */
export const segmentSweepJobs = batchJobs({
  kind: sweepSegment,
  batchSize: 1,
  async run(tx: WorkerTransaction, jobs: readonly Job[]) {
    for (const job of jobs) await sweep(tx, job)
  },
})

async function sweep(tx: WorkerTransaction, { accountId, key }: Job): Promise<void> {
  const segment = await lockFollowed(tx, accountId, key)
  if (segment === null) return // it was removed, or is followed no more
  const moved = await settle(tx, segment, null)
  if (moved < stepSize && segment.followedSince === null)
    await markFollowed(tx, accountId, key, new Date().toISOString())
  const pauseMs = moved < stepSize && segment.followedSince !== null ? hourMs : 0
  const dueAt = new Date(Date.now() + pauseMs).toISOString()
  tx.schedule(sweepSegment, { accountId, key, payload: {}, dueAt })
}

/** Makes the stored members those whom the filter finds, and tells who entered and left. Returns the most that one direction moved. */
async function settle(
  tx: EmittingTransaction,
  { accountId, id, filter: given, followedSince }: FollowedSegment,
  contactIds: readonly string[] | null,
): Promise<number> {
  const filter = await resolveFilter(tx, accountId, given, id).catch(nothingUsable)
  if (filter === null) return 0
  const who = { accountId, segmentId: id, filter, contactIds, limit: stepSize }
  const left = await removeLeavers(tx, who)
  const entered = await storeEntries(tx, who)
  if (followedSince !== null) tell(tx, { accountId, segmentId: id, entered, left })
  return Math.max(left.length, entered.length)
}

/** An attribute that the filter names was archived: until the filter is changed nobody enters and nobody leaves. */
function nothingUsable(error: unknown): null {
  if (error instanceof GatewayError && error.code === 'invalid_request') return null
  throw error
}

interface Moves {
  accountId: string
  segmentId: string
  entered: readonly string[]
  left: readonly string[]
}

export function tell(tx: EmittingTransaction, { accountId, segmentId, entered, left }: Moves): void {
  const at = new Date().toISOString()
  const toEvents = (type: 'segment.entered' | 'segment.left', contactIds: readonly string[]) =>
    contactIds.map((contactId) => ({ accountId, type, at, data: { segmentId, contactId } }))
  tx.emit(...toEvents('segment.left', left), ...toEvents('segment.entered', entered))
}

const watched = [
  'contact.created',
  'contact.updated',
  'contact.deleted',
  'contact.tagged',
  'contact.untagged',
  'contact.merged',
  'contact.unmerged',
  'contact.consent_changed',
  'message.received',
] as const satisfies readonly EventType[]

/** Looks anew at the contacts of whom something was told. An account without followed segments costs one look-up a batch. */
export const segmentFollower = subscriber({
  name: 'followed-segments',
  types: watched,
  batchSize: 1000,
  async handle(tx: WorkerTransaction, events) {
    const contacts = Map.groupBy(events.flatMap(contactsOf), ({ accountId }) => accountId)
    for (const segment of await selectFollowed(tx, [...contacts.keys()])) {
      if (segment.followedSince === null) continue
      const ids = new Set((contacts.get(segment.accountId) ?? []).map(({ contactId }) => contactId))
      await settle(tx, segment, [...ids])
    }
  },
})

function contactsOf({ accountId, data }: Extract<GatewayEvent, { type: (typeof watched)[number] }>) {
  const { contactId, ...more } = data
  const restored = 'restoredContactId' in more ? [more.restoredContactId] : []
  return [contactId, ...restored].flatMap((id) => (id === null ? [] : [{ accountId, contactId: id }]))
}
