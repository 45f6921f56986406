import { batchJobs, type Job, jobKind } from '#platform/jobs/job.ts'
import { localTime } from '#platform/time-zones.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { defaultSettings } from '../../policy/policy-settings.ts'
import { selectPolicies } from '../../policy/policy-store.ts'
import type { DripTrigger } from '../drip.ts'
import { lockDrip, selectActiveDrips } from '../drip-store.ts'
import { enroll } from '../enrollments/enroll.ts'
import { selectByDate } from './date-store.ts'

/** Looks for people whose day it is. The key is the id of the drip. */
export const dripDates = jobKind('drip_dates')

const pauseMs = 15 * 60_000
const dayMs = 24 * 3600_000

type DateTrigger = Extract<DripTrigger, { on: 'date' }>

/** A quarter of an hour is the most by which somebody enters late; who has entered on a day does not enter on it again. */
export const dateJobs = batchJobs({
  kind: dripDates,
  batchSize: 1,
  async run(tx: WorkerTransaction, jobs: readonly Job[]) {
    for (const job of jobs) await look(tx, job)
  },
})

async function look(tx: WorkerTransaction, { accountId, key: dripId }: Job): Promise<void> {
  const drip = (await selectActiveDrips(tx, [accountId])).find(({ id }) => id === dripId)
  const triggers = drip?.definition.triggers.filter((trigger): trigger is DateTrigger => trigger.on === 'date') ?? []
  if (!drip || triggers.length === 0) return
  await lockDrip(tx, accountId, dripId)
  const zone = ((await selectPolicies(tx, [accountId])).get(accountId) ?? defaultSettings).timeZone
  const now = Date.now()
  const { date, minute } = localTime(now, zone)
  for (const { attribute, offsetDays, at, yearly } of triggers) {
    if (minute < Number(at.slice(0, 2)) * 60 + Number(at.slice(3))) continue
    const day = new Date(Date.parse(`${date}T00:00:00Z`) - offsetDays * dayMs).toISOString().slice(0, 10)
    const people = await selectByDate(tx, accountId, { attribute, day, yearly })
    await enroll(
      tx,
      drip,
      people.map(({ contactId }) => ({ contactId, triggerKey: `date:${attribute}:${contactId}:${day}` })),
    )
  }
  tx.schedule(dripDates, { accountId, key: dripId, dueAt: new Date(now + pauseMs).toISOString(), payload: {} })
}
