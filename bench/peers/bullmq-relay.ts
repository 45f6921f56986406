import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import {
  type OutgoingMessage,
  postToCustomer,
  postToMeta,
  type StatusReport,
  serveRelay,
  setting,
} from './relay-server.ts'

/** A relay on BullMQ and Redis: a queue to Meta and one to the customer, retried with exponential backoff. https://docs.bullmq.io/guide/going-to-production */
const connection = new Redis(setting('REDIS_URL'), { maxRetriesPerRequest: null })
const concurrency = 100
const defaultJobOptions = {
  attempts: 10,
  backoff: { type: 'exponential', delay: 1000 },
  removeOnComplete: { count: 1000 },
  removeOnFail: { age: 24 * 3600 },
}

const sends = new Queue<OutgoingMessage>('sends', { connection, defaultJobOptions })
const deliveries = new Queue<StatusReport>('deliveries', { connection, defaultJobOptions })
const workers = [
  new Worker<OutgoingMessage>('sends', ({ data }) => postToMeta(data), { connection, concurrency }),
  new Worker<StatusReport>('deliveries', ({ data }) => postToCustomer(data), { connection, concurrency }),
]
for (const worker of workers) worker.on('error', console.error)

await serveRelay({
  accept: (message) => sends.add('send', message),
  acceptStatuses: (statuses) => deliveries.addBulk(statuses.map((data) => ({ name: 'deliver', data }))),
})
