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

const patch = (id: string, body: object) => call('PATCH', `/v1/conversations/${id}`, body)
const settings = (change: object) => call('PATCH', '/v1/inbox/settings', change)
const pathsOf = (reply: Awaited<ReturnType<typeof call>>) =>
  reply.body.errors.map(({ pointer }: { pointer: string }) => pointer)

test('a conversation is pending, snoozed and closed with a reason, and opens when the person writes', async () => {
  const from = team.freshPhone()
  const { id } = await team.hears('Hello', from)
  assert.equal((await patch(id, { status: 'pending' })).body.status, 'pending')
  await team.hears('Anybody?', from)
  await team.conversation(id, ({ status }) => status === 'open')
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const snoozed = await patch(id, { snoozedUntil: until })
  assert.deepEqual([snoozed.body.status, snoozed.body.snoozedUntil], ['snoozed', until])
  await team.hears('I am still here', from)
  const woken = await team.conversation(id, ({ status }) => status === 'open')
  assert.equal(woken.snoozedUntil, null)
  await settings({ closeReasons: [{ key: 'solved', label: 'Solved' }], requireCloseReason: true })
  assert.deepEqual(pathsOf(await patch(id, { status: 'closed' })), ['/closeReason'])
  assert.deepEqual(pathsOf(await patch(id, { status: 'closed', closeReason: 'bored' })), ['/closeReason'])
  const closed = await patch(id, { status: 'closed', closeReason: 'solved' })
  assert.deepEqual([closed.body.status, closed.body.closeReason], ['closed', 'solved'])
  await team.hears('Thanks!', from)
  assert.equal((await team.conversation(id, ({ status }) => status === 'open')).closeReason, null)
  await settings({ requireCloseReason: false })
})

const lastEvent = async (type: string) => (await call('GET', `/v1/events?type=${type}&limit=100`)).body.data.at(-1)

test('a snoozed conversation wakes up at its time, and says so', async () => {
  const { id } = await team.hears('Later, please')
  await patch(id, { status: 'snoozed', snoozedUntil: new Date(Date.now() + 300).toISOString() })
  await team.conversation(id, ({ status }) => status === 'open')
  const told = await lastEvent('conversation.updated')
  assert.deepEqual([told.data.conversationId, told.data.status], [id, 'open'])
})

test('a change that cannot be made names what is wrong with it', async () => {
  const { id } = await team.hears('Hello')
  const unknown = '01a1fce0-31b0-75bf-b5b0-3a1e285d179b'
  for (const [body, path] of [
    [{ status: 'snoozed' }, '/snoozedUntil'],
    [{ snoozedUntil: '2020-01-01T00:00:00Z' }, '/snoozedUntil'],
    [{ status: 'open', snoozedUntil: '2027-01-01T00:00:00Z' }, '/snoozedUntil'],
    [{ status: 'open', closeReason: 'solved' }, '/closeReason'],
    [{ teamId: unknown }, '/teamId'],
    [{ labelIds: [unknown] }, '/labelIds/0'],
    [{ priority: 'extreme' }, '/priority'],
  ] as const) {
    const reply = await patch(id, body)
    assert.deepEqual([reply.status, pathsOf(reply)], [400, [path]], JSON.stringify(reply.body))
  }
})

test('labels, teams, priority and views with their counts', async () => {
  const label = (await call('POST', '/v1/labels', { name: 'refund', colour: '#ff0000' })).body
  assert.equal((await call('POST', '/v1/labels', { name: 'Refund' })).status, 409)
  const agent = await team.join('agent')
  const group = (await call('POST', '/v1/teams', { name: 'Returns', memberIds: [agent.id] })).body
  assert.deepEqual(group.memberIds, [agent.id])
  const { id } = await team.hears('My money back')
  const changed = await patch(id, { labelIds: [label.id], teamId: group.id, priority: 'urgent', assignee: agent.id })
  assert.deepEqual(
    [changed.body.labelIds, changed.body.teamId, changed.body.priority],
    [[label.id], group.id, 'urgent'],
  )
  const ids = async (query: string, as = call) =>
    (await as('GET', `/v1/conversations?${query}`)).body.data.map((one: { id: string }) => one.id)
  for (const query of [`labelId=${label.id}`, `teamId=${group.id}`, 'priority=urgent'])
    assert.deepEqual(await ids(query), [id], query)
  const view = await agent.call('POST', '/v1/inbox/views', {
    name: 'Urgent',
    filters: { priority: 'urgent', assignee: 'me' },
  })
  assert.deepEqual([view.status, view.body.ownerId], [201, agent.id])
  const counters = async (as: typeof call) => {
    const { data } = (await as('GET', '/v1/inbox/counters')).body as { data: { view: string; count: number }[] }
    return Object.fromEntries(data.map(({ view: name, count }) => [name, count]))
  }
  const counted = await counters(agent.call)
  assert.deepEqual([counted['mine'], counted[view.body.id]], [1, 1])
  assert.equal((await counters(call))[view.body.id], undefined, 'a view of one’s own is nobody else’s')
  assert.equal((await call('PATCH', `/v1/inbox/views/${view.body.id}`, { name: 'Mine now' })).status, 404)
  assert.equal((await agent.call('PATCH', `/v1/inbox/views/${view.body.id}`, { filters: {} })).status, 200)
  assert.equal((await agent.call('DELETE', `/v1/inbox/views/${view.body.id}`)).status, 204)
  assert.equal((await call('DELETE', `/v1/labels/${label.id}`)).status, 204)
  assert.equal((await call('DELETE', `/v1/teams/${group.id}`)).status, 204)
  const { body } = await call('GET', `/v1/conversations/${id}`)
  assert.deepEqual([body.labelIds, body.teamId], [[], null])
})

test('a note is for the team alone, and tells who is mentioned', async () => {
  const [author, other] = [await team.join('agent'), await team.join('agent')]
  const { id, contact } = await team.hears('Secret?')
  const path = `/v1/conversations/${id}/notes`
  const note = await author.call('POST', path, { body: 'Ask @other', mentions: [other.id] })
  assert.deepEqual([note.status, note.body.author.id, note.body.mentions], [201, author.id, [other.id]])
  assert.deepEqual((await other.call('GET', path)).body.data, [note.body])
  const told = await lastEvent('note.created')
  assert.deepEqual([told.data.noteId, told.data.mentions], [note.body.id, [other.id]])
  assert.equal((await team.control.sends()).filter(({ to }: { to?: string }) => to === contact.phone).length, 0)
  const stranger = await call('POST', path, { body: 'x', mentions: ['01a1fce0-31b0-75bf-b5b0-3a1e285d179b'] })
  assert.deepEqual([stranger.status, pathsOf(stranger)], [400, ['/mentions/0']])
  assert.equal((await other.call('DELETE', `${path}/${note.body.id}`)).status, 403)
  assert.equal((await author.call('DELETE', `${path}/${note.body.id}`)).status, 204)
  assert.equal((await author.call('DELETE', `${path}/${note.body.id}`)).status, 404)
})

const text = (body: string, more: object = {}) => ({ type: 'text', text: { body }, ...more })
const sentTo = async (phone: string) => (await team.control.sends()).filter(({ to }: { to?: string }) => to === phone)

test('of two agents who answer at once one is sent, and the other is told', async () => {
  const [one, two] = [await team.join('agent'), await team.join('agent')]
  const { id, contact, lastMessage } = await team.hears('Who is faster?')
  const answer = (who: typeof one, body: string) =>
    who.call('POST', `/v1/conversations/${id}/messages`, text(body, { seenUpTo: lastMessage.id }))
  const replies = await Promise.all([answer(one, 'I am'), answer(two, 'I am, too')])
  assert.deepEqual(replies.map(({ status }) => status).toSorted(), [202, 409])
  const refused = replies.find(({ status }) => status === 409)
  assert.deepEqual([refused?.body.reason, pathsOf(refused as never)], ['answered_meanwhile', ['/seenUpTo']])
  const [winner, loser] = replies[0]?.status === 202 ? [one, two] : [two, one]
  assert.equal((await answer(loser, 'Still me')).status, 409)
  assert.equal((await answer(winner, 'And another')).status, 202, 'nobody is in their own way')
  const sent = (await winner.call('GET', `/v1/conversations/${id}/messages`)).body.data
  const outbound = sent.filter(({ direction }: { direction: string }) => direction === 'outbound')
  assert.deepEqual(
    outbound.map((message: { sentBy: { id: string } }) => message.sentBy.id),
    [winner.id, winner.id],
  )
  const override = text('Sorry, me too', { seenUpTo: sent[0].id })
  assert.equal((await loser.call('POST', `/v1/conversations/${id}/messages`, override)).status, 202)
  await until('three messages on the phone', async () => (await sentTo(contact.phone)).length === 3)
})

test('an answer that is refused leaves the conversation free, and a repeated one is sent once', async () => {
  const [one, two] = [await team.join('agent'), await team.join('agent')]
  const { id, contact, lastMessage } = await team.hears('Hello?')
  const seen = { seenUpTo: lastMessage.id }
  const path = `/v1/conversations/${id}/messages`
  assert.equal((await one.call('POST', path, { type: 'text', text: { body: '' }, ...seen })).status, 400)
  const twice = await Promise.all(
    [1, 2].map(() => two.call('POST', path, text('Once', seen), { 'idempotency-key': `reply-${id}` })),
  )
  assert.deepEqual(
    twice.map(({ status }) => status),
    [202, 202],
  )
  assert.equal(twice[0]?.body.id, twice[1]?.body.id)
  await until('the message on the phone', async () => (await sentTo(contact.phone)).length > 0)
  assert.equal((await sentTo(contact.phone)).length, 1)
})

test('where only assignees answer, nobody else does, by no path', async () => {
  const [agent, admin] = [await team.join('agent'), await team.join('admin')]
  const { id, contact } = await team.hears('For whom?')
  await settings({ onlyAssigneeSends: true })
  const path = `/v1/conversations/${id}/messages`
  const refused = await agent.call('POST', path, text('Me?'))
  assert.deepEqual([refused.status, refused.body.reason], [403, 'not_assignee'])
  assert.equal((await agent.call('POST', '/v1/messages', { to: contact.phone, ...text('Me!') })).status, 403)
  assert.equal((await admin.call('POST', path, text('An admin may'))).status, 202)
  await patch(id, { assignee: agent.id })
  assert.equal((await agent.call('POST', path, text('Now'))).status, 202)
  await settings({ onlyAssigneeSends: false })
})

test('what waits goes in turns to whoever is there, up to their capacity, and to the next as room comes', async () => {
  const [one, two] = [await team.join('agent'), await team.join('agent')]
  await settings({ assignment: 'round_robin', capacity: 1 })
  for (const agent of [one, two])
    assert.equal((await agent.call('PATCH', `/v1/inbox/agents/${agent.id}`, { available: true })).status, 200)
  assert.equal((await one.call('PATCH', `/v1/inbox/agents/${two.id}`, { available: false })).status, 403)
  const free = async () => {
    const { data } = (await call('GET', '/v1/inbox/agents')).body
    return data.filter(({ load }: { load: number }) => load === 0).length
  }
  await until('both are busy with what waited', async () => (await free()) === 0)
  const { id } = await team.hears('I wait')
  assert.equal((await call('GET', `/v1/conversations/${id}`)).body.assignee, null)
  await patch(id, { priority: 'urgent' })
  const [{ id: held }] = (await call('GET', `/v1/conversations?assignee=${one.id}&status=open`)).body.data
  await patch(held, { status: 'closed' })
  await team.conversation(id, ({ assignee }) => assignee === one.id)
  const { data } = (await call('GET', `/v1/audit-log?targetId=${id}`)).body
  assert.ok(
    data.some(
      (entry: { action: string; after: { reason?: string } }) =>
        entry.action === 'conversation.assigned' && /round_robin/.test(entry.after.reason ?? ''),
    ),
  )
  assert.equal((await call('DELETE', `/v1/members/${one.id}`)).status, 204)
  assert.equal((await call('GET', `/v1/conversations/${id}`)).body.assignee, null, 'a removed member has nothing')
  await settings({ assignment: 'manual' })
})

test('a draft is the same on every device of its author, and nobody else’s', async () => {
  const [one, two] = [await team.join('agent'), await team.join('agent')]
  const { id } = await team.hears('Write to me')
  const path = `/v1/conversations/${id}/draft`
  assert.equal((await one.call('GET', path)).body.body, '')
  assert.equal((await one.call('PUT', path, { body: 'Dear A' })).status, 200)
  assert.equal((await one.call('GET', path)).body.body, 'Dear A')
  assert.equal((await two.call('GET', path)).body.body, '')
  assert.equal((await one.call('PUT', path, { body: '' })).status, 200)
  assert.equal((await one.call('GET', path)).body.body, '')
  assert.equal((await call('GET', path)).status, 403, 'a key has no drafts')
})

test('colleagues see at once who looks at a conversation and who writes in it', async () => {
  const [one, two] = [await team.join('agent'), await team.join('agent')]
  const { id } = await team.hears('Look at me')
  const end = new AbortController()
  const stream = await fetch(`${team.gateway.url}/v1/stream`, { headers: { cookie: two.cookie }, signal: end.signal })
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  let seen = ''
  const read = async (what: string) => {
    while (!seen.includes(what)) {
      const { value, done } = (await reader?.read()) ?? { done: true, value: '' }
      assert.ok(!done, `the stream ended before ${what}`)
      seen += value
    }
  }
  await read('event: ready')
  assert.equal((await one.call('POST', `/v1/conversations/${id}/presence`, { state: 'typing' })).status, 204)
  await read('event: presence')
  await read(`"conversationId":"${id}"`)
  assert.match(seen, /"state":"typing"/)
  end.abort()
})

test('an agent who sees their own alone finds no other by any path', async () => {
  const agent = await team.join('agent')
  const [mine, other] = [await team.hears('Mine indeed'), await team.hears('Not mine indeed')]
  await patch(mine.id, { assignee: agent.id })
  await settings({ agentsSee: 'assigned' })
  const { data } = (await agent.call('GET', '/v1/conversations')).body
  assert.deepEqual(
    data.map(({ id }: { id: string }) => id),
    [mine.id],
  )
  const found = (await agent.call('GET', '/v1/conversations/search?text=indeed')).body.data
  assert.deepEqual(
    found.map((hit: { conversation: { id: string } }) => hit.conversation.id),
    [mine.id],
  )
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['GET', '/messages', undefined],
    ['GET', '/notes', undefined],
    ['GET', '/draft', undefined],
    ['PATCH', '', { assignee: agent.id }],
    ['POST', '/messages', text('x')],
    ['POST', '/notes', { body: 'x' }],
    ['POST', '/read', undefined],
    ['POST', '/presence', { state: 'viewing' }],
  ] as const)
    assert.equal(
      (await agent.call(method, `/v1/conversations/${other.id}${path}`, body)).status,
      404,
      `${method} ${path}`,
    )
  assert.equal((await agent.call('GET', '/v1/messages')).status, 403)
  assert.equal((await agent.call('GET', `/v1/messages/${other.lastMessage.id}`)).status, 403)
  await settings({ agentsSee: 'all' })
  assert.equal((await agent.call('GET', `/v1/conversations/${other.id}`)).status, 200)
})

test('another account’s teams, labels and views are not there', async () => {
  const label = (await call('POST', '/v1/labels', { name: 'ours' })).body
  const group = (await call('POST', '/v1/teams', { name: 'Ours' })).body
  const view = (await call('POST', '/v1/inbox/views', { name: 'Ours', filters: {}, shared: true })).body
  const other = await team.gateway.call('POST', '/auth/register', { name: 'Other', email: 'other@example.com' })
  const theirs = { authorization: `Bearer ${other.body.data.apiKey}` }
  for (const path of [`/v1/labels/${label.id}`, `/v1/teams/${group.id}`, `/v1/inbox/views/${view.id}`]) {
    assert.equal((await call('PATCH', path, { name: 'x' }, theirs)).status, 404, path)
    assert.equal((await call('DELETE', path, undefined, theirs)).status, 404, path)
  }
  for (const path of ['/v1/labels', '/v1/teams', '/v1/inbox/views'])
    assert.deepEqual((await call('GET', path, undefined, theirs)).body.data, [], path)
})

test('a role that sees no phone numbers finds none in answers and events, and answers all the same', async () => {
  const agent = await team.join('agent')
  const from = team.freshPhone()
  const { id, contact } = await team.hears('Call me', from)
  await settings({ maskPhonesFor: ['agent'] })
  const end = new AbortController()
  const stream = await fetch(`${team.gateway.url}/v1/stream`, { headers: { cookie: agent.cookie }, signal: end.signal })
  const paths = [
    `/v1/conversations/${id}`,
    '/v1/conversations',
    `/v1/conversations/${id}/messages`,
    `/v1/contacts/${contact.id}`,
    '/v1/messages',
  ]
  for (const path of paths) {
    const { status, body } = await agent.call('GET', path)
    assert.deepEqual([status, JSON.stringify(body).includes(from)], [200, false], path)
    assert.ok(JSON.stringify(body).includes(from.slice(0, -5)), path)
  }
  assert.equal((await agent.call('GET', `/v1/contacts/${contact.id}/export`)).status, 403)
  assert.equal((await agent.call('POST', `/v1/conversations/${id}/messages`, text('I cannot'))).status, 202)
  await team.hears('Are you there?', from)
  let seen = ''
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  while (!seen.includes('Are you there?')) seen += (await reader?.read())?.value ?? assert.fail('the stream ended')
  assert.ok(!seen.includes(from))
  end.abort()
  await settings({ maskPhonesFor: [] })
  assert.equal((await agent.call('GET', `/v1/conversations/${id}`)).body.contact.phone, from)
})

test('what is promised is counted in the hours of the business, and hours that make no sense are rejected', async () => {
  const spans = [{ day: 'mon', from: '09:00', to: '09:00' }]
  const wrong = await settings({ businessHours: { timeZone: 'Asia/Kolkata', spans } })
  assert.deepEqual([wrong.status, pathsOf(wrong)], [400, ['/businessHours']])
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  const always = { timeZone: 'Asia/Kolkata', spans: days.map((day) => ({ day, from: '00:00', to: '24:00' })) }
  assert.equal((await settings({ firstResponseMinutes: 15, businessHours: always })).status, 200)
  const { id } = await team.hears('How long?')
  const { data } = (await call('GET', `/v1/conversations/${id}/clocks`)).body
  assert.deepEqual(
    data.map(({ kind, breachedAt }: { kind: string; breachedAt: string | null }) => [kind, breachedAt]),
    [['first_response', null]],
  )
  assert.equal(Date.parse(data[0].dueAt) - Date.parse(data[0].startedAt), 15 * 60_000)
  await settings({ firstResponseMinutes: null, businessHours: null })
})

test('a transcript holds what was said in order, notes only where they are wanted, and runs nothing', async () => {
  const agent = await team.join('agent')
  const from = team.freshPhone()
  const { id } = await team.hears('<script>alert(1)</script> & "so on"', from)
  await agent.call('POST', `/v1/conversations/${id}/notes`, { body: 'for us' })
  await agent.call('POST', `/v1/conversations/${id}/messages`, text('Certainly'))
  const read = async (query: string) => {
    const headers = { cookie: agent.cookie }
    const reply = await fetch(`${team.gateway.url}/v1/conversations/${id}/transcript${query}`, { headers })
    return { type: reply.headers.get('content-type') ?? '', body: await reply.text() }
  }
  const plain = await read('')
  assert.match(plain.type, /^text\/plain/)
  assert.match(plain.body, /^\S+Z Asha: <script>[^\n]*\n\S+Z colleague\d+@example.com: Certainly\n$/)
  const page = await read('?format=html&notes=true')
  assert.ok(page.type.startsWith('text/html') && page.body.includes('&lt;script&gt;') && !page.body.includes('<script'))
  assert.ok(page.body.includes('for us'))
  assert.equal((await agent.call('GET', `/v1/conversations/${id}/transcript?format=pdf`)).status, 400)
})
