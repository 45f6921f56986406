import type { CoreContext } from '#context.ts'
import { createBackgroundLoop } from '#platform/background-loop.ts'
import { channels } from '#platform/channels.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { announceConnected } from '../announce-connected.ts'
import { applyClaimed } from '../claimed-webhooks.ts'
import type { NumberRow } from '../number.ts'
import { endRivalClaims } from '../number-claims.ts'
import type { NumberDirectory } from '../number-directory.ts'
import { markProven } from '../number-store.ts'
import { applyFacts } from './apply-number-health.ts'
import { anyReadingDue, claimReadings, endReading, failReading, listNewNumbers, lockHealth } from './health-store.ts'
import { type HealthFacts, toFacts } from './number-health.ts'

const pollMs = 2000
const listEveryMs = 15_000
const atOnce = 4

type HealthContext = Pick<CoreContext, 'db' | 'due' | 'log' | 'graph' | 'worker'> & {
  numbers: Pick<NumberDirectory, 'byIds' | 'forget'>
}

/**
 * Reads the health of each real number from Meta about once an hour, and soon after a webhook spoke of it. Any number of
 * processes may run it: each reading is one process's.
 */
export function createHealthWorker(ctx: HealthContext) {
  const { db, log, worker } = ctx
  const loop = createBackgroundLoop({
    step,
    onError: (error) => log.warn({ err: error }, 'health of numbers: trying again'),
    retryMs: pollMs,
    due: { poll: ctx.due, exists: anyReadingDue },
  })
  let listAt = 0
  let unlisten: Promise<() => Promise<void>>

  function listen(): Promise<() => Promise<void>> {
    const onChange = () => {
      listAt = 0
      loop.wake()
    }
    return db.listen(channels.accounts, onChange).catch(() => async () => undefined) // polling finds everything too
  }

  async function step(): Promise<number> {
    if (performance.now() >= listAt) {
      listAt = performance.now() + listEveryMs
      await listNewNumbers(worker)
    }
    const due = await claimReadings(worker, atOnce)
    if (due.length === 0) return pollMs
    for (const { accountId } of due) ctx.numbers.forget(accountId) // what was asked for may follow a change just made
    const numbers = await ctx.numbers.byIds(due.map(({ id }) => id))
    await Promise.all([...numbers.values()].map(readHealth))
    return due.length === atOnce ? 0 : pollMs
  }

  async function readHealth(number: NumberRow): Promise<void> {
    const at = new Date()
    try {
      const answer = await askMeta(number)
      if (typeof answer === 'string') return await failReading(worker, number.id, answer)
      const isProof = await worker.transaction((tx) => store(tx, number, answer, at))
      if (isProof) await endRivalClaims(ctx, number)
    } catch (error) {
      log.warn({ err: error, phoneNumberId: number.phoneNumberId }, 'the health of a number was not read')
      await failReading(worker, number.id, String(error)).catch(() => undefined)
    }
  }

  /** What Meta says, or why it says nothing. */
  async function askMeta({ sandbox, phoneNumberId, wabaId, token }: NumberRow): Promise<HealthFacts | string> {
    const client = ctx.graph(sandbox)
    const number = await client.getPhoneNumber({ phoneNumberId, token })
    if (!number.ok) return number.unreachable ? number.cause : number.policy.cause
    const account = wabaId === null ? null : await client.getBusinessAccount({ wabaId, token })
    return toFacts(number.data, account?.ok ? account.data : null)
  }

  return {
    start() {
      unlisten = listen()
      loop.start()
    },
    async stop() {
      await loop.stop()
      await (await unlisten)().catch(() => undefined) // the database may be away already
    },
  }
}

/** What a webhook told while Meta was read may be newer: then the number is read again. The first reading is a proof: true. */
async function store(
  tx: WorkerTransaction,
  { id: numberId, accountId, phoneNumberId }: NumberRow,
  facts: HealthFacts,
  at: Date,
): Promise<boolean> {
  const [number] = await lockHealth(tx, accountId, { numberId, phoneNumberId }, at)
  if (!number) return false // disconnected, or another number by now
  const isProof = await markProven(tx, { id: numberId, accountId, phoneNumberId })
  if (isProof) {
    tx.schedule(applyClaimed, { accountId, key: numberId, payload: {} })
    tx.notify('accounts', accountId)
    await announceConnected(tx, { accountId, id: numberId })
  }
  if (!number.isNewer) tx.emit(...(await applyFacts(tx, number, facts, { at, firstIsNews: false })))
  await endReading(tx, numberId)
  return isProof
}
