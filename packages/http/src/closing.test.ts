import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import Fastify from 'fastify'
import { Agent } from 'undici'
import { test } from 'vitest'
import { closeInOrder } from './closing.ts'

interface World {
  origin: string
  port: number
  close(): Promise<number>
  /** Lets the request that runs be answered. */
  finish(): void
  /** A request has come in. */
  arrived: Promise<unknown>
}

async function listen(): Promise<World> {
  const app = Fastify({ forceCloseConnections: 'idle', return503OnClosing: false })
  closeInOrder(app)
  let finish = () => {}
  const held = new Promise<void>((resolve) => {
    finish = resolve
  })
  app.get('/', async () => {
    await held
    return 'done'
  })
  app.post('/', async (_request, reply) => reply.code(413).send('too large'))
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const close = async () => {
    const start = performance.now()
    await app.close()
    return performance.now() - start
  }
  return { origin: `http://127.0.0.1:${port}`, port, close, finish, arrived: once(app.server, 'request') }
}

test('a request that runs is answered, and its connection does not keep the server from closing', async (t) => {
  const { origin, close, finish, arrived } = await listen()
  const agent = new Agent({ keepAliveTimeout: 60_000 })
  t.onTestFinished(() => agent.destroy())
  const answer = agent.request({ origin, path: '/', method: 'GET' })
  await arrived
  const closing = close()
  finish()
  const { statusCode, body } = await answer
  assert.deepEqual([statusCode, await body.text()], [200, 'done'])
  assert.ok((await closing) < 5000)
})

test('a connection whose request was answered before its body had come does not keep the server from closing', async (t) => {
  const { port, close } = await listen()
  const socket = connect(port, '127.0.0.1')
  t.onTestFinished(() => void socket.destroy())
  socket.write('POST / HTTP/1.1\r\nhost: here\r\ncontent-type: text/csv\r\ncontent-length: 1000\r\n\r\nbegun')
  const [text] = await once(socket, 'data')
  assert.match(String(text), /^HTTP\/1\.1 413 /)
  const ended = once(socket, 'close')
  assert.ok((await close()) < 5000)
  await ended
})

test('a connection on which no request has come ends after a second', async (t) => {
  const { port, close } = await listen()
  const socket = connect(port, '127.0.0.1')
  t.onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  const ended = once(socket, 'close')
  socket.on('error', () => {})
  assert.ok((await close()) < 5000)
  await ended
})

test('a request that comes on an open connection while the server closes is told to come again', async (t) => {
  const { origin, port, close, finish, arrived } = await listen()
  const agent = new Agent({ keepAliveTimeout: 60_000 })
  t.onTestFinished(() => agent.destroy())
  const fresh = connect(port, '127.0.0.1')
  await once(fresh, 'connect')
  const answer = agent.request({ origin, path: '/', method: 'GET' })
  await arrived
  const closing = close()
  fresh.write('GET / HTTP/1.1\r\nhost: here\r\n\r\n')
  const [text] = await once(fresh, 'data')
  assert.match(String(text), /^HTTP\/1\.1 500 .*/s) // the gateway's error handler makes it 503
  assert.match(String(text), /The server is restarting/)
  finish()
  await (await answer).body.dump()
  await closing
})
