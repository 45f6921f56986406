import type { CoreContext } from '#context.ts'
import {
  findFirstMessage,
  insertHour,
  lockCounting,
  raiseFloors,
  recountHour,
  selectChangedHours,
  setCountedBefore,
} from './count-store.ts'
import { countedAfterMs } from './old-change-store.ts'

type Worker = Pick<CoreContext, 'worker'>

const hourMs = 3_600_000
const changedAtATime = 500
const floorHour = (epochMs: number) => Math.floor(epochMs / hourMs) * hourMs

/**
 * Counts the hours that ended long enough ago, and those again in which messages have changed since. Each hour is a transaction that
 * leaves it counted or as it was, so a crash at any point costs nothing but the time; figures are right before and after
 * (`count-messages.ts` reads from the messages what is not counted).
 */
export async function countHours(deps: Worker, now: Date): Promise<void> {
  await countUpTo(deps, floorHour(now.getTime() - countedAfterMs))
  await recountChanged(deps, { accountId: null, before: null })
}

/**
 * Before messages from before an instant are deleted: counts them, and lets the figures stand from then on. `accountId` null: of every
 * account. What is reported of such a message between this and its deletion is not counted any more.
 */
export async function settleCounts(deps: Worker, before: Date, accountId: string | null): Promise<void> {
  const bound = floorHour(before.getTime() + hourMs - 1)
  await countUpTo(deps, bound)
  const keptFrom = new Date(bound).toISOString()
  await recountChanged(deps, { accountId, before: keptFrom })
  await raiseFloors(deps.worker, keptFrom, accountId)
}

async function countUpTo({ worker }: Worker, bound: number): Promise<void> {
  const step = () =>
    worker.transaction(async (tx): Promise<boolean> => {
      const countedBefore = await lockCounting(tx)
      if (Date.parse(countedBefore) >= bound) return false
      const first = await findFirstMessage(tx, countedBefore)
      const from = first === null ? bound : Math.min(floorHour(Date.parse(first)), bound)
      const to = Math.min(from + hourMs, bound)
      if (from < to) await insertHour(tx, new Date(from).toISOString(), new Date(to).toISOString())
      await setCountedBefore(tx, new Date(to).toISOString())
      return to < bound
    })
  while (await step()) {
    // the next hour
  }
}

/** Those that are there when it begins, of one account or of all. */
async function recountChanged(
  { worker }: Worker,
  which: { accountId: string | null; before: string | null },
): Promise<void> {
  const begun = new Set<string>()
  for (let isMore = true; isMore; ) {
    const changed = await selectChangedHours(worker, { ...which, limit: changedAtATime })
    const fresh = changed.filter(({ accountId, hour }) => !begun.has(`${accountId} ${hour}`))
    for (const hour of fresh) {
      begun.add(`${hour.accountId} ${hour.hour}`)
      // its notes were read before the transaction begins, so what they speak of is in what it counts
      await worker.transaction(async (tx) => recountHour(tx, hour, await lockCounting(tx)))
    }
    isMore = fresh.length > 0 && changed.length === changedAtATime
  }
}
