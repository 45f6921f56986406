import assert from 'node:assert/strict'
import { test } from 'vitest'
import { asArray, asObject } from '../json.ts'
import { errorOf, startTestSimulator, testNumber, text } from '../testing.ts'

const { phoneNumberId } = testNumber
const from = '919900112233'
const day = 24 * 3_600_000

test('a reset takes a body, an empty one and none', async () => {
  const { url, control, send } = await startTestSimulator({ openWindow: true })
  const post = (init: RequestInit) => fetch(`${url}/_simulator/reset`, { method: 'POST', ...init })
  for (const init of [
    {},
    { headers: { 'content-type': 'application/json' } },
    { headers: { 'content-type': 'application/json' }, body: '' },
    { headers: { 'content-type': 'application/json' }, body: '{}' },
  ]) {
    assert.equal((await send(text())).status, 200)
    assert.equal((await post(init)).status, 200)
    assert.equal((await control('GET', 'messages/count')).body['count'], 0)
  }
})

test('a member that a control call does not have is an error that lists those it has', async () => {
  const { control } = await startTestSimulator()
  const { body } = await control('GET', 'templates?wabaId=1')
  const id = asObject(asArray(body['templates'])[0])['id']
  const wrong: [string, string, object, RegExp][] = [
    ['POST', 'reset', { all: true }, /no members here: all/],
    ['PUT', 'clock', { advance: 5 }, /no member advance: it has advanceMs, now/],
    ['PUT', 'numbers', { number: [] }, /no member number/],
    ['PUT', 'numbers', { numbers: [{ phoneNumberId, openwindow: true }] }, /numbers\[0\] has no member openwindow/],
    [
      'PUT',
      'numbers',
      { numbers: [{ phoneNumberId, openWindow: 'yes' }] },
      /numbers\[0\]\.openWindow must be true or false/,
    ],
    ['PUT', 'numbers', { numbers: ['x'] }, /numbers\[0\] must be a JSON object/],
    ['PUT', `numbers/${phoneNumberId}/health`, { nodes: {} }, /no member nodes/],
    ['PUT', 'faults', { latency: 5 }, /latency is unknown/],
    ['POST', 'inbound', { phoneNumberId, from, txt: {} }, /no member txt/],
    ['POST', 'inbound', { phoneNumberId, from, type: 'image', text: { body: 'x' } }, /no member text/],
    ['POST', 'inbound', { phoneNumberId, messages: [{ from, colour: 1 }] }, /messages\[0\] has no member colour/],
    ['POST', 'inbound', { phoneNumberId, from, count: 0 }, /count must be/],
    ['POST', 'inbound', { phoneNumberId, field: 'flows', values: {} }, /no member values/],
    ['POST', 'oauth-codes', { waba: '1' }, /no member waba/],
    ['POST', `templates/${id}/reject`, { why: 'SCAM' }, /no member why/],
    ['POST', `templates/${id}/approve`, { reason: 'SCAM' }, /no members here/],
  ]
  for (const [method, path, given, expected] of wrong) {
    const reply = await control(method, path, given)
    assert.equal(reply.status, 400, `${path} ${JSON.stringify(given)}`)
    assert.match(String(reply.body['error']), expected)
  }
  assert.equal((await control('GET', 'nothing')).status, 404)
  const broken = await control('PUT', 'numbers', {
    numbers: [{ phoneNumberId, openWindow: true }, { phoneNumberId: 'x' }],
  })
  assert.match(String(broken.body['error']), /numbers\[1\] lacks wabaId/)
  const { body: listed } = await control('GET', 'numbers')
  assert.equal(asObject(asArray(listed['numbers'])[0])['openWindow'], undefined, 'nothing was changed')
})

test('a change of a number changes what it names, and nothing else', async () => {
  const { control, send, quiet, statuses } = await startTestSimulator({ pairLimit: false, throughputPerSecond: 500 })
  await control('PUT', 'numbers', { numbers: [{ phoneNumberId, openWindow: true }] })
  const { body } = await control('GET', 'numbers')
  const { callbackUrl, ...shown } = asObject(asArray(body['numbers'])[0])
  assert.match(String(callbackUrl), /^http/)
  const { accessToken: _, appSecret: __, ...known } = testNumber
  assert.deepEqual(shown, { ...known, pairLimit: false, throughputPerSecond: 500, openWindow: true, registered: true })
  await control('PUT', 'numbers', { numbers: [{ phoneNumberId, throughputPerSecond: null, pairLimit: null }] })
  const changed = asObject(asArray((await control('GET', 'numbers')).body['numbers'])[0])
  assert.deepEqual([changed['throughputPerSecond'], 'pairLimit' in changed], [null, false])
  assert.equal((await send(text())).status, 200)
  await quiet()
  assert.equal(statuses()[0]?.['status'], 'sent')
  await control('PUT', 'numbers', { numbers: [{ phoneNumberId, registered: false }] })
  assert.deepEqual(errorOf(await send(text())).slice(0, 2), [400, 133010])
})

test('the clock goes back, by a step, to an instant and to the real time, and limits do not stay shut', async () => {
  const { control, send } = await startTestSimulator({ openWindow: true, throughputPerSecond: 5 })
  const clock = async (change: object) => Number((await control('PUT', 'clock', change)).body['now'])
  const near = (at: number, expected: number) => assert.ok(Math.abs(at - expected) < 60_000, `${at} ${expected}`)
  near(await clock({ advanceMs: 2 * day }), Date.now() + 2 * day)
  assert.equal((await send(text())).status, 200)
  near(await clock({ advanceMs: -day }), Date.now() + day)
  assert.equal((await send(text())).status, 200)
  near(await clock({ now: 1_700_000_000_000 }), 1_700_000_000_000)
  assert.equal((await send(text())).status, 200)
  near(await clock({ now: null }), Date.now())
  for (const wrong of [{}, { now: 'x' }, { advanceMs: 1, now: 1 }])
    assert.equal((await control('PUT', 'clock', wrong)).status, 400)
})

test('what was sent is listed with its content and with what became of it', async () => {
  const { control, send, quiet } = await startTestSimulator({ openWindow: true })
  await send({ ...text('hello'), context: { message_id: 'wamid.x' } })
  await quiet()
  const { body } = await control('GET', 'messages')
  const [message] = asArray(body['messages']).map(asObject)
  assert.deepEqual(
    [message?.['type'], message?.['content'], message?.['context'], message?.['status']],
    ['text', { body: 'hello' }, { message_id: 'wamid.x' }, 'read'],
  )
  const bare = await control('GET', 'messages?content=false')
  assert.equal('content' in asObject(asArray(bare.body['messages'])[0]), false)
})
