import '../../support/quick-passwords.ts'
import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type InboxTeam, startInboxTeam } from '../../support/inbox-team.ts'
import { until } from '../../support/processes.ts'

let team: InboxTeam
let call: InboxTeam['call']
beforeAll(async () => {
  team = await startInboxTeam()
  call = team.call
})
afterAll(() => team.gateway.close())

const unknownId = '01a1fce0-31b0-75bf-b5b0-3a1e285d179b'
const problemsOf = (reply: Awaited<ReturnType<typeof call>>) =>
  reply.body.errors.map(({ pointer, detail }: { pointer: string; detail: string }) => [pointer, detail])
const pathsOf = (reply: Awaited<ReturnType<typeof call>>) => problemsOf(reply).map(([path]: string[]) => path)
const conversation = async (id: string) => (await call('GET', `/v1/conversations/${id}`)).body
const notesOf = async (id: string) =>
  (await call('GET', `/v1/conversations/${id}/notes`)).body.data.map(({ body }: { body: string }) => body)

async function finished(id: string) {
  await until('it is over', async () => (await call('GET', `/v1/bulk-changes/${id}`)).body.state !== 'running')
  return (await call('GET', `/v1/bulk-changes/${id}`)).body
}

test('a macro takes all of its steps on one conversation, on behalf of whoever runs it', async () => {
  const agent = await team.join('agent')
  const [kept, gone] = await Promise.all(
    ['kept', 'gone'].map(async (name) => (await call('POST', '/v1/labels', { name })).body.id),
  )
  const { id } = await team.hears('Where is my parcel?')
  await call('PATCH', `/v1/conversations/${id}`, { labelIds: [gone] })
  const steps = {
    assignee: 'me',
    addLabelIds: [kept],
    removeLabelIds: [gone],
    priority: 'high',
    note: 'Asked the carrier',
  }
  const macro = await call('POST', '/v1/macros', { name: 'Parcel', steps })
  assert.deepEqual([macro.status, macro.body.steps], [201, steps])
  const run = await agent.call('POST', `/v1/conversations/${id}/macros`, { macroId: macro.body.id })
  assert.equal(run.status, 200, JSON.stringify(run.body))
  assert.deepEqual([run.body.assignee, run.body.labelIds, run.body.priority], [agent.id, [kept], 'high'])
  assert.deepEqual(await notesOf(id), ['Asked the carrier'])
  await call('PATCH', `/v1/macros/${macro.body.id}`, { steps: { snoozeMinutes: 60 } })
  const snoozed = await agent.call('POST', `/v1/conversations/${id}/macros`, { macroId: macro.body.id })
  const aheadMs = Date.parse(snoozed.body.snoozedUntil) - Date.now()
  assert.ok(snoozed.body.status === 'snoozed' && aheadMs > 3_500_000 && aheadMs <= 3_600_000, String(aheadMs))
  assert.equal((await call('DELETE', `/v1/macros/${macro.body.id}`)).status, 204)
  assert.equal((await call('POST', `/v1/conversations/${id}/macros`, { macroId: macro.body.id })).status, 404)
})

test('a macro that a conversation cannot follow changes nothing of it', async () => {
  const reasons = { closeReasons: [{ key: 'solved', label: 'Solved' }], requireCloseReason: true }
  const { id } = await team.hears('Close me')
  const macro = await call('POST', '/v1/macros', { name: 'Close', steps: { status: 'closed', note: 'Closed' } })
  await call('PATCH', '/v1/inbox/settings', reasons)
  const run = await call('POST', `/v1/conversations/${id}/macros`, { macroId: macro.body.id })
  assert.deepEqual([run.status, pathsOf(run)], [400, ['/closeReason']])
  assert.deepEqual([(await conversation(id)).status, await notesOf(id)], ['open', []])
  await call('PATCH', '/v1/inbox/settings', { closeReasons: [], requireCloseReason: false })
})

test.each([
  [{ addLabelIds: [unknownId] }, '/steps/addLabelIds/0'],
  [{ teamId: unknownId }, '/steps/teamId'],
  [{ status: 'closed', closeReason: 'bored' }, '/steps/closeReason'],
  [{ closeReason: 'bored' }, '/steps/closeReason'],
  [{ status: 'open', snoozeMinutes: 5 }, '/steps/snoozeMinutes'],
  [{ snoozeMinutes: 0 }, '/steps/snoozeMinutes'],
  [{}, '/steps'],
])('steps that nothing could take are refused: %j', async (steps, path) => {
  const reply = await call('POST', '/v1/macros', { name: 'Odd', steps })
  assert.equal(reply.status, 400, JSON.stringify(reply.body))
  assert.ok(pathsOf(reply).includes(path), JSON.stringify(reply.body))
})

test('every conversation of a view changes once, and none beyond it', async () => {
  const heard = await Promise.all(Array.from({ length: 8 }, () => team.hears('Hello?')))
  const urgent = (await team.hears('Now!')).id
  await call('PATCH', `/v1/conversations/${urgent}`, { priority: 'urgent' })
  const started = await call('POST', '/v1/bulk-changes', {
    filters: { status: 'open', priority: 'normal', assignee: 'nobody' },
    steps: { status: 'closed', note: 'Sorry for the wait' },
  })
  assert.equal(started.status, 202, JSON.stringify(started.body))
  const over = await finished(started.body.id)
  assert.deepEqual([over.state, over.failed, over.lastError], ['completed', 0, null])
  assert.ok(over.changed >= heard.length, String(over.changed))
  for (const { id } of heard) {
    const { status } = await conversation(id)
    assert.deepEqual([status, await notesOf(id)], ['closed', ['Sorry for the wait']])
  }
  assert.equal((await conversation(urgent)).status, 'open')
  const again = await call('POST', `/v1/bulk-changes/${started.body.id}/cancel`)
  assert.deepEqual([again.status, again.body.detail], [409, 'The bulk change is completed.'])
})

test('chosen conversations alone change, and those that cannot are counted with the reason', async () => {
  const [one, two] = [await team.hears('One'), await team.hears('Two')]
  await call('PATCH', '/v1/inbox/settings', {
    closeReasons: [{ key: 'solved', label: 'Solved' }],
    requireCloseReason: true,
  })
  await call('PATCH', `/v1/conversations/${one.id}`, { status: 'closed', closeReason: 'solved' })
  const other = await team.hears('Three')
  const started = await call('POST', '/v1/bulk-changes', {
    conversationIds: [one.id, two.id, unknownId],
    steps: { status: 'closed', priority: 'low' },
  })
  const over = await finished(started.body.id)
  assert.deepEqual([over.state, over.changed, over.failed], ['completed', 1, 1])
  assert.match(over.lastError, /closeReason is required to close: one of solved/)
  assert.equal((await conversation(two.id)).status, 'open')
  assert.equal((await conversation(other.id)).priority, 'normal')
  await call('PATCH', '/v1/inbox/settings', { closeReasons: [], requireCloseReason: false })
})

test('an agent who sees a part changes no more than that part', async () => {
  await call('PATCH', '/v1/inbox/settings', { agentsSee: 'assigned' })
  const agent = await team.join('agent')
  const [own, foreign] = [await team.hears('Mine'), await team.hears('Not mine')]
  await call('PATCH', `/v1/conversations/${own.id}`, { assignee: agent.id })
  const started = await agent.call('POST', '/v1/bulk-changes', { filters: {}, steps: { priority: 'low' } })
  assert.deepEqual([started.status, (await finished(started.body.id)).changed], [202, 1])
  assert.deepEqual(
    [(await conversation(own.id)).priority, (await conversation(foreign.id)).priority],
    ['low', 'normal'],
  )
  await call('PATCH', '/v1/inbox/settings', { agentsSee: 'all' })
})

test.each([
  [{ steps: { priority: 'low' } }, '/filters'],
  [{ filters: {}, conversationIds: [unknownId], steps: { priority: 'low' } }, '/filters'],
  [{ filters: {} }, '/steps'],
  [{ filters: {}, steps: { priority: 'low' }, macroId: unknownId }, '/steps'],
  [{ filters: { status: 'lost' }, steps: { priority: 'low' } }, '/filters/status'],
  [{ conversationIds: ['x'], steps: { priority: 'low' } }, '/conversationIds/0'],
])('a bulk change that says too little or too much is refused: %j', async (body, path) => {
  const reply = await call('POST', '/v1/bulk-changes', body)
  assert.equal(reply.status, 400, JSON.stringify(reply.body))
  assert.ok(pathsOf(reply).includes(path), JSON.stringify(reply.body))
})
