import { PgBoss } from 'pg-boss'
import { postToCustomer, postToMeta, serveRelay, setting } from './relay-server.ts'

/** A relay on pg-boss: a queue to Meta and one to the customer, woken by NOTIFY, fetched in batches whose jobs settle one by one. https://timgit.github.io/pg-boss */
const boss = new PgBoss({ connectionString: setting('DATABASE_URL'), max: 10, useListenNotify: true })
boss.on('error', console.error)
await boss.start()
const queue = { retryLimit: 10, retryDelay: 1, retryBackoff: true, expireInSeconds: 30, notify: true }
await boss.createQueue('sends', queue)
await boss.createQueue('deliveries', queue)
const work = {
  batchSize: 50,
  localConcurrency: 4,
  pollingIntervalSeconds: 0.5,
  burstWhenBatchFull: true,
  perJobResults: true,
} as const

/** Each job of a batch succeeds or fails by itself. */
const each =
  <Data>(handle: (data: Data) => Promise<unknown>) =>
  (jobs: { id: string; data: Data }[]) =>
    Promise.all(
      jobs.map(({ id, data }) =>
        handle(data).then(
          () => ({ id, status: 'completed' as const }),
          (error: unknown) => ({ id, status: 'failed' as const, output: { message: String(error) } }),
        ),
      ),
    )

await boss.work('sends', work, each(postToMeta))
await boss.work('deliveries', work, each(postToCustomer))

await serveRelay({
  accept: (message) => boss.send('sends', message),
  acceptStatuses: (statuses) =>
    boss.insert(
      'deliveries',
      statuses.map((data) => ({ data })),
    ),
})
