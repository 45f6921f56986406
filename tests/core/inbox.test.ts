import assert from 'node:assert/strict'
import { mergeTwoContacts, undoMerge } from '@dawk/core/engagement/contacts/merges/merges.ts'
import { assignmentJobs, handOutMissing } from '@dawk/core/engagement/inbox/assignment/assignment-jobs.ts'
import { updateConversation } from '@dawk/core/engagement/inbox/conversations/change-conversation.ts'
import { snoozeJobs } from '@dawk/core/engagement/inbox/conversations/snooze-jobs.ts'
import { createLabel } from '@dawk/core/engagement/inbox/labels/labels.ts'
import { createNote, listNotes } from '@dawk/core/engagement/inbox/notes/notes.ts'
import { beginReply, endReply, listAuthors } from '@dawk/core/engagement/inbox/replies/reply.ts'
import { searchJobs, searchTexts } from '@dawk/core/engagement/inbox/search/search.ts'
import { updateInboxSettings } from '@dawk/core/engagement/inbox/settings/change-inbox-settings.ts'
import { createInboxDirectory } from '@dawk/core/engagement/inbox/settings/inbox-directory.ts'
import { clockJobs, createClockReaction, listClocks } from '@dawk/core/engagement/inbox/sla/clocks.ts'
import { updateAgent } from '@dawk/core/engagement/inbox/teams/agents.ts'
import type { Queryable } from '@dawk/core/platform/database/database.ts'
import type { Job, JobHandler } from '@dawk/core/platform/jobs/job.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import type { Reaction } from '@dawk/core/tenancy/reactions.ts'
import type { WorkerTransaction } from '@dawk/core/tenancy/unit-of-work.ts'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld
let caller: ReturnType<typeof systemCaller>
let settle: Reaction['react'] = async () => undefined
beforeAll(async () => {
  world = await openInboundWorld([
    { name: 'clocks', types: ['message.received'], react: (tx, facts) => settle(tx, facts) },
  ])
  const inboxes = createInboxDirectory(world.db.worker)
  settle = createClockReaction({
    inboxes: { findAll: (ids, tx: Queryable) => (inboxes.forget(world.accountId), inboxes.findAll(ids, tx)) },
  }).react
  caller = systemCaller(world.accountId)
})
afterAll(() => world.close())

let phone = 919_900_700_000
let from = ''
beforeEach(() => {
  from = String(++phone)
})

const write = (body: string, who = from) => world.receive([{ from: who, text: { body } }])
const conversationOf = (who = from) =>
  world.db.worker.one<{ id: string; contactId: string }>(
    'select id, contact_id from conversations where account_id = $1 and $2 = any (peers)',
    [world.accountId, who],
  )
const notesOf = async (id: string) =>
  (await listNotes(world.ctx, caller, id, { after: null, limit: 10 })).map(({ body }) => body)

/** Every job of a handler that is due by then, once. */
async function work(handler: JobHandler<WorkerTransaction>, by = new Date().toISOString()): Promise<void> {
  assert.ok(handler.mode === 'batch')
  await world.ctx.worker.transaction(async (tx) => {
    const due = await tx.many<Job>(
      'delete from jobs where kind = $1 and account_id = $2 and due_at <= $3::timestamptz returning account_id, key, payload, 1 as attempts',
      [handler.kind.name, world.accountId, by],
    )
    await handler.run(tx, due)
  })
}

test('a conversation that nobody has and that wakes up is handed out', async () => {
  const agent = crypto.randomUUID()
  await world.db.worker.query(
    `with person as (insert into people (id, email) values ($2, $3) returning id, email)
     insert into members (id, account_id, person_id, email, name, role) select id, $1, id, email, 'Agent', 'agent' from person`,
    [world.accountId, agent, `${agent}@example.com`],
  )
  await updateInboxSettings(world.ctx, caller, { assignment: 'round_robin' })
  await write('hello')
  const { id } = await conversationOf()
  await updateConversation(world.ctx, caller, id, { snoozedUntil: new Date(Date.now() + 60_000).toISOString() })
  await updateAgent(world.ctx, caller, agent, { available: true })
  await work(assignmentJobs)
  const assignee = async () =>
    (
      await world.db.worker.one<{ assignee: string | null }>(
        'select assignee from conversations where account_id = $1 and id = $2::uuid',
        [world.accountId, id],
      )
    ).assignee
  assert.equal(await assignee(), null)
  await world.db.worker.query(`update conversations set snoozed_until = now() where id = $1::uuid`, [id])
  await work(snoozeJobs, new Date(Date.now() + 61_000).toISOString())
  await work(assignmentJobs)
  assert.equal(await assignee(), agent)
  await updateInboxSettings(world.ctx, caller, { assignment: 'manual' })
  await updateAgent(world.ctx, caller, agent, { available: false })
})

test('what waits without a place in the queue is found and handed out', async () => {
  await updateInboxSettings(world.ctx, caller, { assignment: 'round_robin' })
  await write('hello')
  const { id } = await conversationOf()
  const places = () => world.db.worker.many('select from inbox_queue where conversation_id = $1::uuid', [id])
  assert.equal((await places()).length, 0)
  await handOutMissing(world.ctx)
  assert.equal((await places()).length, 1)
  await handOutMissing(world.ctx)
  assert.equal((await places()).length, 1)
  await updateInboxSettings(world.ctx, caller, { assignment: 'manual' })
})

test('what a team has written goes with a merge, and comes back when it is undone', async () => {
  const other = String(++phone)
  await write('one')
  await write('two', other)
  const [one, two] = [await conversationOf(), await conversationOf(other)]
  const label = await createLabel(world.ctx, caller, { name: `label ${from}`, colour: null })
  await createNote(world.ctx, caller, one.id, { body: 'of one', mentions: [] })
  await createNote(world.ctx, caller, two.id, { body: 'of two', mentions: [] })
  await updateConversation(world.ctx, caller, two.id, { labelIds: [label.id], priority: 'urgent' })
  const { mergeId } = await mergeTwoContacts(world.ctx, caller, [one.contactId, two.contactId])
  const survivor = await conversationOf()
  assert.deepEqual(await notesOf(survivor.id), ['of two', 'of one'])
  const merged = await world.db.worker.one<{ priority: number; labels: number }>(
    `select priority::int as priority, (select count(*)::int from conversation_labels l where l.account_id = $1 and l.conversation_id = c.id) as labels
       from conversations c where c.account_id = $1 and c.id = $2::uuid`,
    [world.accountId, survivor.id],
  )
  assert.deepEqual(merged, { priority: 2, labels: 1 })
  await undoMerge(world.ctx, caller, mergeId)
  assert.deepEqual([await notesOf(one.id), await notesOf(two.id)], [['of one'], ['of two']])
})

test('a promise that was not kept is announced once, and one that was kept never', async () => {
  await updateInboxSettings(world.ctx, caller, { firstResponseMinutes: 30, resolutionMinutes: 60 })
  await write('Help')
  const { id } = await conversationOf()
  const clocks = await listClocks(world.ctx, caller, id)
  assert.deepEqual(
    clocks.map(({ kind, breachedAt }) => [kind, breachedAt]),
    [
      ['first_response', null],
      ['resolution', null],
    ],
  )
  const minutes = clocks.map(({ startedAt, dueAt }) => (Date.parse(dueAt) - Date.parse(startedAt)) / 60_000)
  assert.deepEqual(minutes, [30, 60])
  const later = new Date(Date.now() + 7_200_000).toISOString()
  await work(clockJobs, later) // nobody has moved the clocks: they are looked at too early, and stay
  assert.equal((await world.events('conversation.sla_breached')).length, 0)
  const past = (kind: string) =>
    world.db.worker.query(
      `update conversation_clocks set started_at = started_at - interval '1 day', due_at = due_at - interval '1 day'
        where account_id = $1 and conversation_id = $2::uuid and kind = $3`,
      [world.accountId, id, kind],
    )
  await past('first_response')
  const job = (kind: 'first_response' | 'resolution') => ({
    accountId: world.accountId,
    key: `${id}:${kind}`,
    payload: { conversationId: id, kind },
    attempts: 1,
  })
  const look = (kind: 'first_response' | 'resolution') =>
    world.ctx.worker.transaction((tx) =>
      clockJobs.mode === 'batch' ? clockJobs.run(tx, [job(kind)]) : Promise.reject(),
    )
  await look('first_response')
  await look('first_response')
  const told = await world.events('conversation.sla_breached')
  assert.deepEqual(
    told.map(({ conversationId, kind }) => [conversationId, kind]),
    [[id, 'first_response']],
  )
  await updateConversation(world.ctx, caller, id, { status: 'closed' })
  assert.deepEqual(await listClocks(world.ctx, caller, id), [])
  await write('Again')
  await past('resolution')
  await world.db.worker.query(
    `update conversations set last_outbound_at = $3::timestamptz where account_id = $1 and id = $2::uuid`,
    [world.accountId, id, new Date().toISOString()],
  )
  await past('first_response')
  await look('first_response')
  assert.deepEqual(
    (await listClocks(world.ctx, caller, id)).map(({ kind }) => kind),
    ['resolution'],
    'it was answered',
  )
  await look('resolution')
  assert.equal((await world.events('conversation.sla_breached')).length, 2)
  await updateInboxSettings(world.ctx, caller, { firstResponseMinutes: null, resolutionMinutes: null })
})

test('words are found by the index as they are without it, and what is not indexed yet is found, too', async () => {
  const bodies = ['The blue vase', 'A BLUE bowl', 'आपका धन्यवाद', 'O’Brien’s red vase']
  for (const body of bodies) await write(`${from} ${body}`)
  const find = async (text: string, limit = 50): Promise<number> => {
    let count = 0
    for (let before: string | null = null; ; ) {
      const page = await searchTexts(world.ctx, caller, { text, numberIds: null, before, limit })
      count += page.found.length
      if (page.before === null) return count
      before = page.before
    }
  }
  const before = []
  for (const text of ['blue', 'vas', 'धन्यवाद', 'green']) before.push(await find(text))
  const settled = new Date(Date.now() + 120_000)
  const now = Date.now
  Date.now = () => settled.getTime()
  await work(searchJobs).finally(() => {
    Date.now = now
  })
  const indexed = await world.db.worker.one<{ count: number }>(
    'select count(*)::int as count from message_texts where account_id = $1',
    [world.accountId],
  )
  assert.ok(indexed.count >= bodies.length)
  const after = []
  for (const text of ['blue', 'vas', 'धन्यवाद', 'green']) after.push(await find(text))
  assert.deepEqual(after, before)
  assert.equal(await find(`${from} vase blue`), 1, 'every word, in any order')
  assert.equal(await find(`${from} vase`, 1), 2, 'page by page')
  await write(`${from} one more blue thing`)
  assert.equal(await find('blue', 1), 3, 'what is not indexed yet, too')
})

test('who writes an answer is known from before it is accepted, and forgotten when nothing was sent', async () => {
  await write('Are you there?')
  const { id } = await conversationOf()
  const authorsOf = async (messageId: string) =>
    (await listAuthors(world.ctx, caller, [messageId])).map(({ kind }) => kind)
  const died = await beginReply(world.ctx, caller, id, null) // and then the process ended, its message accepted or not
  assert.deepEqual(await authorsOf(died.messageId), ['system'])
  const sent = await beginReply(world.ctx, caller, id, null)
  await endReply(world.ctx, caller, sent, sent.messageId)
  assert.deepEqual(await authorsOf(sent.messageId), ['system'])
  for (const accepted of [null, died.messageId]) {
    const repeated = await beginReply(world.ctx, caller, id, null)
    await endReply(world.ctx, caller, repeated, accepted)
    assert.deepEqual(await authorsOf(repeated.messageId), [])
  }
})
