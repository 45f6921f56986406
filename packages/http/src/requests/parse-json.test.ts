import assert from 'node:assert/strict'
import Fastify from 'fastify'
import { test } from 'vitest'
import { acceptJsonBodies } from './json-body.ts'
import { isDeeperThan, maxJsonDepth } from './parse-json.ts'

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

async function post(payload: string) {
  const app = Fastify()
  acceptJsonBodies(app)
  app.post('/', ({ body }) => ({ body }))
  app.setErrorHandler((error: Error & { details?: unknown }, _request, reply) =>
    reply.code(400).send({ message: error.message, details: error.details ?? [] }),
  )
  const reply = await app.inject({ method: 'POST', url: '/', headers: { 'content-type': 'application/json' }, payload })
  await app.close()
  return { status: reply.statusCode, ...reply.json() }
}

test('brackets are counted outside of texts, whatever else is wrong', () => {
  assert.deepEqual([isDeeperThan(nested(3), 3), isDeeperThan(nested(4), 3)], [false, true])
  for (const shallow of ['"[[[["', '["[[[[", "{{{"]', '{"a\\"[[[[": 1}', '["\\\\", "[[["]', '"[[[[', '', ']]]][[['])
    assert.equal(isDeeperThan(shallow, 3), false, shallow)
  assert.equal(isDeeperThan('["\\\\"[[[', 3), true)
})

test('a body has at most 64 levels, and 100,000 are refused before they are parsed', async () => {
  assert.equal((await post(nested(maxJsonDepth))).status, 200)
  for (const levels of [maxJsonDepth + 1, 100_000]) {
    const { status, message } = await post(nested(levels))
    assert.deepEqual([status, message], [400, 'The body is nested deeper than 64 levels.'])
  }
  const { details } = await post(`{"good": ["a"], "metadata" : ${nested(100_000)}}`)
  assert.equal(details[0].field, 'metadata')
})

test('an object has at most 1,000 members, and a body 20,000 values', async () => {
  const members = (count: number) => `{${Array.from({ length: count }, (_, at) => `"m${at}":[1,2]`).join(',')}}`
  assert.equal((await post(members(1000))).status, 200)
  assert.match((await post(members(1001))).message, /more than 1000 members/)
  assert.match((await post(`[{"a":${members(1001)}}]`)).message, /more than 1000 members/)
  const items = (count: number) => `[${Array.from({ length: count }, () => '{"a":","}').join(',')}]`
  assert.equal((await post(items(20_000))).status, 200)
  assert.match((await post(items(20_002))).message, /too many values/)
})

test('a text that cannot be stored is refused by its place, in whatever it stands', async () => {
  for (const [body, field] of [
    ['{"name": "x\\ud800y"}', 'name'],
    ['{"a": [{"b": "\\u0000"}]}', 'a.0.b'],
    ['{"a": {"\\udc00": 1}}', 'a'],
  ] as const) {
    const { status, details } = await post(body)
    assert.deepEqual([status, details.map((one: { field: string }) => one.field)], [400, [field]], body)
  }
  for (const body of ['"\\ud800"', '{"\\u0000": 1}']) assert.match((await post(body)).message, /half of a surrogate/)
  for (const body of ['{"a": "\\ud83d\\ude00"}', '{"a": "\\\\ud800"}', '{"a": "\\ufffd"}'])
    assert.equal((await post(body)).status, 200, body)
})
