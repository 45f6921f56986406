import { newIdAt } from '#platform/ids.ts'
import { batchJobs, type Job, jobKind } from '#platform/jobs/job.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { requeueMentioning } from '../inbound/journal-rows.ts'
import { selectClaim } from './claim-store.ts'

/** Applies what came in for the number, whose id is the key, between its claim and its proof: until then it belonged to nobody. */
export const applyClaimed = jobKind<{ after?: string }>('claimed-webhooks')

const longestClaimMs = 7 * 86_400_000
/** What was being applied when the proof was committed did not know of it, and may have come a little earlier. */
const overlapMs = 30_000

/**
 * Goes through the journal since the claim, some rows in each transaction, and puts those that name the number back into the
 * queue; what was applied already changes nothing. Half a minute after the proof it looks once more at what came around it.
 */
export const claimedWebhookJobs = batchJobs({
  kind: applyClaimed,
  batchSize: 1,
  async run(tx: WorkerTransaction, jobs: readonly Job<{ after?: string }>[]) {
    for (const job of jobs) await step(tx, job)
  },
})

async function step(tx: WorkerTransaction, { accountId, key, payload }: Job<{ after?: string }>): Promise<void> {
  const claim = await selectClaim(tx, accountId, key)
  if (claim === null) return // disconnected, or another number by now
  const [claimedAt, provenAt] = [Date.parse(claim.claimedAt), Date.parse(claim.provenAt)]
  const since = Math.max(claimedAt, provenAt - longestClaimMs)
  const last = await requeueMentioning(tx, {
    after: payload.after ?? newIdAt(since),
    before: newIdAt(provenAt + overlapMs),
    name: claim.phoneNumberId,
  })
  const again = { accountId, key }
  if (last !== null) tx.schedule(applyClaimed, { ...again, payload: { after: last } })
  else if (Date.now() < provenAt + overlapMs)
    tx.schedule(applyClaimed, {
      ...again,
      dueAt: new Date(provenAt + overlapMs).toISOString(),
      payload: { after: newIdAt(Math.max(since, provenAt - overlapMs)) },
    })
}
