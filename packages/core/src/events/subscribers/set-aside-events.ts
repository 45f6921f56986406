import { batchJobs, type Job, type JobHandler, jobKind } from '#platform/jobs/job.ts'
import type { GatewayEvent } from '../event.ts'
import type { Subscriber, SubscriberTransaction } from './subscriber.ts'
import { selectEvent } from './subscriber-store.ts'

/** An event whose handling failed alone waits as a job of its subscriber; the key is its id. */
const kindOf = (name: string) => jobKind(`event.${name}`)

export function setAside(tx: SubscriberTransaction, name: string, { accountId, id }: GatewayEvent): void {
  tx.schedule(kindOf(name), { accountId, key: id, payload: {} })
}

/** The jobs that handle what was set aside, one for each subscriber. */
export const setAsideJobs = <Tx extends SubscriberTransaction>({ name, handle }: Subscriber<Tx>): JobHandler<Tx> =>
  batchJobs({
    kind: kindOf(name),
    batchSize: 1,
    async run(tx: Tx, jobs: readonly Job[]) {
      for (const { accountId, key } of jobs) {
        const event = await selectEvent(tx, accountId, key)
        if (event !== null) await handle(tx, [event])
      }
    },
  })
