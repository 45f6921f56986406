import { run, type TaskList } from 'graphile-worker'
import {
  type OutgoingMessage,
  postToCustomer,
  postToMeta,
  type StatusReport,
  serveRelay,
  setting,
} from './relay-server.ts'

/** A relay on Graphile Worker: a task to Meta and one to the customer, with its local queue as its page on performance advises. https://worker.graphile.org/docs/performance */
const taskList: TaskList = {
  send: (payload) => postToMeta(payload as OutgoingMessage).then(() => undefined),
  deliver: (payload) => postToCustomer(payload as StatusReport),
}
const runner = await run({
  taskList,
  noHandleSignals: true,
  preset: {
    worker: {
      connectionString: setting('DATABASE_URL'),
      maxPoolSize: 10,
      concurrentJobs: 100,
      pollInterval: 1000,
      localQueue: { size: 200 },
      completeJobBatchDelay: 5,
      failJobBatchDelay: 5,
    },
  },
})

await serveRelay({
  accept: (message) => runner.addJob('send', message, { maxAttempts: 10 }),
  acceptStatuses: (statuses) =>
    Promise.all(statuses.map((status) => runner.addJob('deliver', status, { maxAttempts: 10 }))),
})
