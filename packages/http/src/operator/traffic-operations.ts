import { replayJournal } from '@dawk/core/messaging/inbound/journal.ts'
import { countUnapplied, listUnapplied, retryUnapplied } from '@dawk/core/messaging/inbound/unapplied-items.ts'
import { selectBacklog } from '@dawk/core/operations/backlog-store.ts'
import {
  listFailingEndpoints,
  listLanes,
  listTableSizes,
  listUnconfirmed,
  listWorkers,
} from '@dawk/core/operations/overview-store.ts'
import { resumeLane, stopLane } from '@dawk/core/operations/stop-lane.ts'
import { listDeadJobs, readJobFigures, reviveDeadJobs } from '@dawk/core/platform/jobs/job-figures.ts'
import Type from 'typebox'
import { Id, Instant, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'
import type { IdKind } from '../operations/known-id.ts'
import { operation } from '../operations/operation.ts'
import { operatorOf } from './operator-caller.ts'

const most = 100
const At = Type.String({ format: 'date-time' })
const Count = Type.Integer()
const Seconds = Type.Number({ description: 'In seconds; 0: nothing waits.' })
const listOf = <Item extends Type.TSchema>(item: Item) => ({ 200: Type.Object({ data: Type.Array(item) }) })

const laneId: IdKind = {
  what: 'lane',
  params: Type.Object({ id: Type.String({ maxLength: 256, description: 'The number of the lane.' }) }),
  pattern: /^\d{1,18}$/,
}

const LaneView = Type.Object(
  {
    id: Type.String(),
    accountId: Id,
    accountName: Type.String(),
    kind: Type.Enum(['number', 'endpoint']),
    ref: Id,
    destination: NullableString,
    waiting: Count,
    oldestSeconds: Seconds,
    pausedUntil: NullableInstant,
    pauseReason: NullableString,
    stoppedAt: NullableInstant,
    stopReason: NullableString,
    worker: nullable(Type.String({ format: 'uuid' })),
  },
  { title: 'Lane' },
)

const lanes = operation({
  route: 'GET /lanes',
  tag: 'Lanes',
  summary: 'List lanes that have something due, are paused or were stopped',
  description: `Those that have waited longest first, at most ${most}. \`pausedUntil\` is set after failures and ends by itself; \`stoppedAt\` by an operator.`,
  scope: null,
  query: Type.Object({ kind: Type.Optional(Type.Enum(['number', 'endpoint'])) }, strict),
  reply: listOf(LaneView),
  handle: async ({ ctx, query: { kind = null } }) => ({
    data: await listLanes(ctx.core.db.worker, { kind, limit: most }),
  }),
})

const stop = operation({
  route: 'POST /lanes/:id/stop',
  tag: 'Lanes',
  summary: 'Stop a lane',
  description: 'What is accepted waits, what is under way ends, and nothing more leaves. Restarts change nothing.',
  scope: null,
  of: laneId,
  body: Type.Object(
    { reason: Type.String({ minLength: 1, maxLength: 500 }) },
    { ...strict, examples: [{ reason: 'The number is under review at Meta.' }] },
  ),
  reply: { 204: Type.Null() },
  async handle(call) {
    await stopLane(call.ctx.core, call.id, call.body.reason, operatorOf(call))
  },
})

const resume = operation({
  route: 'POST /lanes/:id/resume',
  tag: 'Lanes',
  summary: 'Let a stopped lane go on',
  scope: null,
  of: laneId,
  reply: { 204: Type.Null() },
  async handle(call) {
    await resumeLane(call.ctx.core, call.id, operatorOf(call))
  },
})

const unconfirmed = operation({
  route: 'GET /unconfirmed',
  tag: 'Lanes',
  summary: 'List messages that have left and of which nothing was heard yet',
  description: `The oldest first, at most ${most}, those that are under way at this moment among them.`,
  scope: null,
  reply: listOf(
    Type.Object(
      { accountId: Id, messageId: Id, laneId: Type.String(), startedAt: At, attempts: Count },
      { title: 'UnconfirmedMessage' },
    ),
  ),
  handle: async ({ ctx }) => ({ data: await listUnconfirmed(ctx.core.db.worker, most) }),
})

const endpoints = operation({
  route: 'GET /failing-endpoints',
  tag: 'Lanes',
  summary: 'List endpoints of customers that have failed since their last success',
  scope: null,
  reply: listOf(
    Type.Object(
      { accountId: Id, endpointId: Id, url: Type.String(), enabled: Type.Boolean(), failures: Count, failingSince: At },
      { title: 'FailingEndpoint' },
    ),
  ),
  handle: async ({ ctx }) => ({ data: await listFailingEndpoints(ctx.core.db.worker, most) }),
})

const backlog = operation({
  route: 'GET /backlog',
  tag: 'Webhooks',
  summary: 'Read what waits, and for how long',
  scope: null,
  reply: {
    200: Type.Object(
      {
        lanes: Type.Array(Type.Object({ kind: Type.String(), oldestSeconds: Seconds, paused: Count })),
        journal: Type.Object({ count: Count, oldestSeconds: Seconds }),
        unapplied: Type.Object({ retrying: Count, givenUp: Count }),
      },
      {
        title: 'Backlog',
        examples: [
          {
            lanes: [{ kind: 'number', oldestSeconds: 2.4, paused: 0 }],
            journal: { count: 0, oldestSeconds: 0 },
            unapplied: { retrying: 0, givenUp: 0 },
          },
        ],
      },
    ),
  },
  async handle({ ctx }) {
    const { worker } = ctx.core.db
    const [waiting, unapplied] = await Promise.all([selectBacklog(worker), countUnapplied(worker)])
    return { ...waiting, unapplied }
  },
})

const unapplied = operation({
  route: 'GET /unapplied',
  tag: 'Webhooks',
  summary: "List parts of Meta's webhooks that could not be applied",
  description: `The oldest first, at most ${most}: messages and statuses that nobody sees yet.`,
  scope: null,
  reply: listOf(
    Type.Object(
      { journalId: Id, setAsideAt: At, attempts: Count, nextAttemptAt: NullableInstant, error: Type.String() },
      { title: 'UnappliedItem' },
    ),
  ),
  handle: async ({ ctx }) => ({ data: await listUnapplied(ctx.core, most) }),
})

const Done = Type.Object({ count: Count }, { examples: [{ count: 3 }] })

const retry = operation({
  route: 'POST /unapplied/retry',
  tag: 'Webhooks',
  summary: 'Apply parts again that could not be applied: all of them, or those of one journal entry',
  scope: null,
  body: Type.Object(
    { journalId: Type.Optional(Id) },
    { ...strict, examples: [{ journalId: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4' }] },
  ),
  reply: { 202: Done },
  handle: async ({ ctx, body: { journalId = null } }) => ({ count: await retryUnapplied(ctx.core, journalId) }),
})

const replay = operation({
  route: 'POST /journal/replay',
  tag: 'Webhooks',
  summary: "Apply Meta's webhooks of a time span again",
  description: 'Those that were applied change nothing.',
  scope: null,
  body: Type.Object(
    { from: Instant, to: Instant },
    { ...strict, examples: [{ from: '2026-11-21T08:00:00.000Z', to: '2026-11-21T09:00:00.000Z' }] },
  ),
  reply: { 202: Done },
  handle: async ({ ctx, body: { from, to } }) => ({
    count: await replayJournal(ctx.core, new Date(from), new Date(to)),
  }),
})

const jobs = operation({
  route: 'GET /jobs',
  tag: 'Jobs',
  summary: 'Read what waits in the background, and what was given up',
  scope: null,
  reply: {
    200: Type.Object({
      kinds: Type.Array(Type.Object({ kind: Type.String(), oldestSeconds: Seconds, dead: Count })),
      dead: Type.Array(
        Type.Object(
          { accountId: Id, kind: Type.String(), key: Type.String(), attempts: Count, deadAt: At, error: Type.String() },
          { title: 'DeadJob' },
        ),
      ),
    }),
  },
  async handle({ ctx }) {
    const { worker } = ctx.core.db
    const [kinds, dead] = await Promise.all([readJobFigures(worker), listDeadJobs(worker, most)])
    return { kinds, dead }
  },
})

const retryJobs = operation({
  route: 'POST /jobs/retry',
  tag: 'Jobs',
  summary: 'Try jobs again that were given up: all of them, or those of one kind',
  scope: null,
  body: Type.Object(
    { kind: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) },
    { ...strict, examples: [{ kind: 'bots.turn' }] },
  ),
  reply: { 202: Done },
  handle: async ({ ctx, body: { kind = null } }) => ({ count: await reviveDeadJobs(ctx.core.db.worker, kind) }),
})

const workers = operation({
  route: 'GET /workers',
  tag: 'Host',
  summary: 'List the processes that serve lanes at this moment',
  scope: null,
  reply: listOf(Type.Object({ id: Id, numbers: Count, endpoints: Count, leasedUntil: At }, { title: 'Worker' })),
  handle: async ({ ctx }) => ({ data: await listWorkers(ctx.core.db.worker) }),
})

const tables = operation({
  route: 'GET /tables',
  tag: 'Host',
  summary: 'List the tables by size',
  scope: null,
  reply: listOf(
    Type.Object(
      { name: Type.String(), partitions: Count, bytes: Type.String(), rows: Type.String() },
      { title: 'TableSize', examples: [{ name: 'messages', partitions: 4, bytes: '40960', rows: '120' }] },
    ),
  ),
  handle: async ({ ctx }) => ({ data: await listTableSizes(ctx.core.db.worker) }),
})

/** By `operationId`. */
export const trafficOperations = {
  listLanes: lanes,
  stopLane: stop,
  resumeLane: resume,
  listUnconfirmed: unconfirmed,
  listFailingEndpoints: endpoints,
  getBacklog: backlog,
  listUnapplied: unapplied,
  retryUnapplied: retry,
  replayJournal: replay,
  getJobs: jobs,
  retryJobs,
  listWorkers: workers,
  listTables: tables,
}
