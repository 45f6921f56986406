import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'undici'
import { onTestFinished, test } from 'vitest'
import { ExchangeTimeout, exchange } from './exchange.ts'

const get = { path: '/', method: 'GET' } as const

async function poolTo(listener: RequestListener, connections = 1): Promise<Pool> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { connections })
  onTestFinished(async () => {
    await pool.destroy()
    server.closeAllConnections()
    server.close()
  })
  return pool
}

test('an answer in pieces is put together', async () => {
  const pool = await poolTo((_, response) => {
    response.writeHead(201, { 'x-said': 'yes' }).write('one ')
    setImmediate(() => response.end('two'))
  })
  const answer = await exchange(pool, get, { timeoutMs: 5000, maxBytes: 100 })
  assert.deepEqual([answer.status, answer.headers['x-said'], answer.body.toString()], [201, 'yes', 'one two'])
  assert.equal(answer.brokenBy, null)
})

test('of an answer too long the start is kept, and the connection is free for the next', async () => {
  const pool = await poolTo((_, response) => void response.end('x'.repeat(500_000)))
  for (let turn = 0; turn < 3; turn += 1) {
    const answer = await exchange(pool, get, { timeoutMs: 5000, maxBytes: 10 })
    assert.deepEqual([answer.status, answer.body.toString()], [200, 'xxxxxxxxxx'])
    assert.match(answer.brokenBy?.message ?? '', /more than 10 bytes/)
  }
})

test('an answer that never ends keeps its status; one that never begins is a timeout', async () => {
  const pool = await poolTo((_, response) => void response.writeHead(200).write('begun'))
  const begun = await exchange(pool, get, { timeoutMs: 100, maxBytes: 100 })
  assert.deepEqual([begun.status, begun.body.toString()], [200, 'begun'])
  assert.ok(begun.brokenBy instanceof ExchangeTimeout)
  const silent = await poolTo(() => {})
  const failure = await exchange(silent, get, { timeoutMs: 100, maxBytes: 100 }).catch((error: unknown) => error)
  assert.ok(failure instanceof ExchangeTimeout && failure.left)
})

test('what waits for a connection beyond its time never leaves', async () => {
  let requests = 0
  const pool = await poolTo(() => {
    requests += 1
  })
  const first = exchange(pool, get, { timeoutMs: 1500, maxBytes: 100 }).catch((error: unknown) => error)
  const second = await exchange(pool, get, { timeoutMs: 100, maxBytes: 100 }).catch((error: unknown) => error)
  assert.ok(second instanceof ExchangeTimeout && !second.left)
  await first
  assert.equal(requests, 1)
})

test('a connection that breaks before the answer is an error', async () => {
  const pool = await poolTo((request) => request.socket.destroy())
  await assert.rejects(exchange(pool, get, { timeoutMs: 5000, maxBytes: 100 }), { code: 'UND_ERR_SOCKET' })
})
