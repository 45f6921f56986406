import assert from 'node:assert/strict'
import { assignmentJobs } from '@dawk/core/engagement/inbox/assignment/assignment-jobs.ts'
import { createInboxReactions } from '@dawk/core/engagement/inbox/assignment/inbox-reactions.ts'
import { startBulkChange } from '@dawk/core/engagement/inbox/bulk/bulk-changes.ts'
import { createBulkJobs } from '@dawk/core/engagement/inbox/bulk/bulk-jobs.ts'
import {
  type ConversationChange,
  updateConversation,
} from '@dawk/core/engagement/inbox/conversations/change-conversation.ts'
import { releaseMember } from '@dawk/core/engagement/inbox/conversations/release-member.ts'
import { snoozeJobs } from '@dawk/core/engagement/inbox/conversations/snooze-jobs.ts'
import { updateInboxSettings } from '@dawk/core/engagement/inbox/settings/change-inbox-settings.ts'
import { createInboxDirectory } from '@dawk/core/engagement/inbox/settings/inbox-directory.ts'
import { clockJobs } from '@dawk/core/engagement/inbox/sla/clocks.ts'
import { updateAgent } from '@dawk/core/engagement/inbox/teams/agents.ts'
import type { Queryable } from '@dawk/core/platform/database/database.ts'
import { createJobWorker } from '@dawk/core/platform/jobs/job-worker.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import type { Reaction } from '@dawk/core/tenancy/reactions.ts'
import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import { anyOf, countDeadlocks, disturbFor, someOf } from '../support/deadlocks.ts'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'
import { until } from '../support/processes.ts'

let world: InboundWorld
let caller: ReturnType<typeof systemCaller>
let queue: Reaction['react'] = async () => undefined
let conversations: string[]
const people = Array.from({ length: 24 }, (_, index) => String(919_900_600_000 + index))
const agents = Array.from({ length: 3 }, () => crypto.randomUUID())
beforeAll(async () => {
  world = await openInboundWorld([
    { name: 'queue', types: ['message.received'], react: (tx, facts) => queue(tx, facts) },
  ])
  const inboxes = createInboxDirectory(world.db.worker)
  async function findAll(ids: readonly string[], tx: Queryable) {
    inboxes.forget(world.accountId)
    return inboxes.findAll(ids, tx)
  }
  queue = createInboxReactions({ inboxes: { findAll } })[0]?.react ?? queue
  caller = systemCaller(world.accountId)
  for (const id of agents)
    await world.db.worker.query(
      `with person as (insert into people (id, email) values ($2, $3) returning id, email)
       insert into members (id, account_id, person_id, email, name, role) select id, $1, id, email, 'Agent', 'agent' from person`,
      [world.accountId, id, `${id}@example.com`],
    )
  await world.receive(people.map((from) => ({ from })))
  const rows = await world.db.worker.many<{ id: string }>('select id from conversations where account_id = $1', [
    world.accountId,
  ])
  conversations = rows.map(({ id }) => id)
})
afterAll(() => world.close())

const inAMoment = () => new Date(Date.now() + 900).toISOString()

/** What people and colleagues do to an inbox in which conversations are handed out, each by a transaction of its own. */
const works: readonly (() => Promise<unknown>)[] = [
  () => world.receive(someOf(people, 6).map((from) => ({ from }))),
  () => change({ status: 'closed' }),
  () => change({ status: 'open', assignee: null }),
  () =>
    change({ snoozedUntil: inAMoment() }).catch((error) => assert.equal(error.code, 'invalid_request', 'it is over')),
  () => change({ assignee: anyOf(agents) }),
  () => updateAgent(world.ctx, caller, anyOf(agents), { available: Math.random() > 0.2, capacity: 100 }),
  () => updateInboxSettings(world.ctx, caller, { assignment: anyOf(['round_robin', 'least_loaded']) }),
  () => world.ctx.transaction(caller, (tx) => releaseMember(tx, anyOf(agents))),
  () =>
    startBulkChange(world.ctx, caller, {}, { steps: { status: 'open', assignee: null } }).catch((error) =>
      assert.equal(error.code, 'conflict', 'five run already'),
    ),
]
const change = (changes: ConversationChange) => updateConversation(world.ctx, caller, anyOf(conversations), changes)

function startWorker(): void {
  const handlers = [assignmentJobs, snoozeJobs, createBulkJobs(world.ctx)]
  const worker = createJobWorker({ ...world.ctx, handlers })
  const waking = setInterval(worker.wake, 5)
  onTestFinished(async () => {
    clearInterval(waking)
    await worker.stop()
  })
  worker.start()
}

/** The embedded database has one connection: nothing is ever locked by another. */
const withTwoConnections = test.skipIf(!process.env['TEST_DATABASE_URL'])

withTwoConnections(
  'conversations are handed out while everything else changes them, and nothing ends in a deadlock',
  async () => {
    for (const id of agents) await updateAgent(world.ctx, caller, id, { available: true, capacity: 100 })
    await updateInboxSettings(world.ctx, caller, { assignment: 'round_robin' })
    startWorker()
    startWorker() // as another process does
    await disturbFor(3000, works)
    assert.equal(await countDeadlocks(world), 0)
    for (const id of agents) await updateAgent(world.ctx, caller, id, { available: true })
    // a pass that failed is tried again after 5 and after 30 seconds, and its job holds the error
    await until(
      'what waits is handed out',
      async () => {
        const { waiting } = await world.db.worker.one<{ waiting: number }>(
          `select count(*)::int as waiting from conversations
            where account_id = $1 and status = 'open' and last_direction = 'in' and assignee is null`,
          [world.accountId],
        )
        const jobs = await world.db.worker.many('select kind, key, due_at, attempts, error, claim from jobs')
        assert.equal(waiting, 0, JSON.stringify(jobs))
        return true
      },
      60_000,
    )
  },
)

withTwoConnections(
  'a clock that somebody is changing is looked at a moment later, and nobody waits for it',
  async () => {
    const [conversationId = ''] = conversations
    const { accountId, ctx, db } = world
    await db.worker.query(
      `insert into conversation_clocks (account_id, conversation_id, kind, started_at, due_at)
     values ($1, $2, 'resolution', now() - interval '2 minutes', now() - interval '1 minute')`,
      [accountId, conversationId],
    )
    const [held, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const other = ctx.worker.transaction(async (tx) => {
      await tx.run('select from conversation_clocks where conversation_id = $1::uuid for update', [conversationId])
      held.resolve()
      await gate.promise
    })
    await held.promise
    const kind = 'resolution' as const
    const job = { accountId, key: `${conversationId}:${kind}`, payload: { conversationId, kind }, attempts: 1 }
    const look = () =>
      ctx.worker.transaction(async (tx) => {
        await tx.run("set local lock_timeout = '1s'")
        assert.ok(clockJobs.mode === 'batch')
        await clockJobs.run(tx, [job])
      })
    await look()
    const again = await db.worker.many('select from jobs where account_id = $1 and key = $2', [accountId, job.key])
    assert.equal(again.length, 1)
    gate.resolve()
    await other
    await look()
    const breached = await db.worker.one<{ at: string | null }>(
      'select breached_at as at from conversation_clocks where account_id = $1 and conversation_id = $2::uuid',
      [accountId, conversationId],
    )
    assert.notEqual(breached.at, null)
  },
)
