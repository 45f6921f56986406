import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { request } from 'undici'
import { onTestFinished, test } from 'vitest'
import { createEgress, type EgressOptions, EgressRefused } from './egress.ts'

function egressFor(options: Partial<EgressOptions> = {}) {
  const egress = createEgress({ allowCidrs: [], publicPorts: [443, 80, 8443], ...options })
  onTestFinished(() => egress.close())
  return egress
}

/** Listens on all addresses and counts connections: a refusal must come before the first packet. */
async function startTarget(location?: string) {
  const server = createServer((_, reply) =>
    reply.writeHead(location ? 302 : 200, location ? { location } : {}).end('hi'),
  )
  const seen = { connections: 0 }
  server.on('connection', () => seen.connections++)
  server.listen(0, '::')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, seen }
}

const closedHosts = [
  '127.0.0.1',
  'localhost',
  '2130706433',
  '0x7f.1',
  '017700000001',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[fd00::1]',
  '[fe80::1]',
  '169.254.169.254',
  '100.64.0.1',
  '10.0.0.1',
  '192.168.1.1',
  '172.16.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '224.0.0.1',
]

for (const host of closedHosts)
  test(`${host} is refused at registration and when connecting`, async () => {
    const { port, seen } = await startTarget()
    const egress = egressFor({ publicPorts: [443, port], allowPublicHttp: true })
    assert.match(egress.checkUrl(`http://${host}:${port}/`) ?? '', /not public/)
    await assert.rejects(request(`http://${host}:${port}/`, { dispatcher: egress.agent }), EgressRefused)
    assert.equal(seen.connections, 0)
  })

test('a name with one private address among its public ones is refused', async () => {
  const { port, seen } = await startTarget()
  const egress = egressFor({
    publicPorts: [port],
    allowPublicHttp: true,
    lookup: (_, callback) =>
      callback(null, [
        { address: '93.184.215.14', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]),
  })
  assert.equal(egress.checkUrl(`http://rebind.example:${port}/`), null)
  await assert.rejects(request(`http://rebind.example:${port}/`, { dispatcher: egress.agent }), EgressRefused)
  assert.equal(seen.connections, 0)
})

test('a range that the operator opened is reached by literal and by name, on any port', async () => {
  const { port } = await startTarget()
  const egress = egressFor({
    allowCidrs: ['127.0.0.0/8'],
    lookup: (_, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
  })
  for (const host of ['127.0.0.1', 'tally.lan', '[::ffff:127.0.0.1]']) {
    assert.equal(egress.checkUrl(`http://${host}:${port}/`), null)
    const { statusCode, body } = await request(`http://${host}:${port}/`, { dispatcher: egress.agent })
    assert.deepEqual([statusCode, await body.text()], [200, 'hi'])
  }
  await assert.rejects(request('http://10.0.0.1/', { dispatcher: egress.agent }), EgressRefused)
})

test('an opened range does not open other ports of the internet', async () => {
  const egress = egressFor({
    allowCidrs: ['127.0.0.0/8'],
    lookup: (_, callback) => callback(null, [{ address: '93.184.215.14', family: 4 }]),
  })
  await assert.rejects(request('https://public.example:6379/', { dispatcher: egress.agent }), EgressRefused)
  await assert.rejects(request('http://public.example/', { dispatcher: egress.agent }), EgressRefused)
})

test('a connection that ends at another address than the one that was checked is refused', async () => {
  const { port } = await startTarget()
  const egress = egressFor({ allowCidrs: ['0.0.0.0/32'] }) // the kernel connects 0.0.0.0 to 127.0.0.1
  assert.equal(egress.checkUrl(`http://0.0.0.0:${port}/`), null)
  await assert.rejects(request(`http://0.0.0.0:${port}/`, { dispatcher: egress.agent }), EgressRefused)
})

test('a redirect is an answer, not followed', async () => {
  const inner = await startTarget()
  const { port } = await startTarget(`http://127.0.0.1:${inner.port}/`)
  const egress = egressFor({ allowCidrs: ['127.0.0.0/8'] })
  const { statusCode, body } = await request(`http://127.0.0.1:${port}/`, { dispatcher: egress.agent })
  await body.dump()
  assert.deepEqual([statusCode, inner.seen.connections], [302, 0])
})

test('registration names what is wrong', () => {
  const egress = egressFor()
  assert.equal(egress.checkUrl('https://hooks.example.com/whatsapp?x=1'), null)
  assert.equal(egress.checkUrl('https://hooks.example.com:8443/'), null)
  assert.match(egress.checkUrl('https://localhost./') ?? '', /not public/)
  assert.match(egress.checkUrl('hooks.example.com') ?? '', /absolute URL/)
  assert.match(egress.checkUrl('ftp://hooks.example.com') ?? '', /https/)
  assert.match(egress.checkUrl('http://hooks.example.com') ?? '', /https/)
  assert.match(egress.checkUrl('https://me:secret@hooks.example.com') ?? '', /password/)
  assert.match(egress.checkUrl('https://hooks.example.com:6379') ?? '', /port/)
  assert.match(egress.checkUrl(`https://hooks.example.com/${'a'.repeat(2048)}`) ?? '', /2048/)
})
