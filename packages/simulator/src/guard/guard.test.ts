import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { onTestFinished, test } from 'vitest'
import { readCommandLine } from '../command-line.ts'
import { asArray, asObject, type Json } from '../json.ts'
import { startSimulator } from '../simulator.ts'
import { startTestSimulator, testNumber, text } from '../testing.ts'
import { callbackProblem, isLoopback, isSafeHost } from './addresses.ts'
import type { SimulatorOptions } from './options.ts'

const token = 'a-token-of-the-operator'

async function start(options: Partial<SimulatorOptions> = {}) {
  const simulator = await startSimulator({ port: 0, ...options })
  onTestFinished(() => simulator.close())
  const put = (number: Json, headers: Record<string, string> = {}) =>
    fetch(`${simulator.url}/_simulator/numbers`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ numbers: [{ ...testNumber, ...number }] }),
    })
  return { ...simulator, put }
}

/** The status of a request whose headers are exactly these: `fetch` sets `Host` and `Origin` itself. */
async function rawStatus(port: number, path: string, headers: Record<string, string>): Promise<number> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const lines = Object.entries({ connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  const [first] = (await once(socket, 'data')) as [Buffer]
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(first.toString())?.[1])
}

test('without a token the simulator listens on loopback alone', async () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'dawk.example'])
    await assert.rejects(startSimulator({ port: 0, host }), /without a token.*SIMULATOR_TOKEN/)
  await assert.rejects(startSimulator({ port: 0, host: '0.0.0.0', token: 'short' }), /at least 16 characters/)
})

test('with a token it may listen everywhere, and the control API and the handset ask for it', async () => {
  const { url, put } = await start({ host: '0.0.0.0', token })
  const paths = [
    '/',
    '/_simulator/numbers',
    '/_simulator/threads',
    '/_simulator/events',
    '/_simulator/media/1',
    '/_simulator/none',
  ]
  for (const path of paths) {
    const reply = await fetch(url + path)
    assert.equal(reply.status, 401, path)
    assert.doesNotMatch(await reply.text(), /token-1|secret-1/)
  }
  assert.equal((await put({})).status, 401)
  assert.equal((await put({}, { authorization: 'Bearer a-token-of-the-operatoR' })).status, 401)
  assert.equal((await put({}, { authorization: `Bearer ${token}` })).status, 200)
  const threads = await fetch(`${url}/_simulator/threads`, { headers: { authorization: `Bearer ${token}` } })
  assert.equal(threads.status, 200)
  const graph = await fetch(`${url}/v23.0/${testNumber.phoneNumberId}`, {
    headers: { authorization: 'Bearer token-1' },
  })
  assert.equal(graph.status, 200, 'Graph asks for the tokens of Graph alone')
})

test('a browser opens the handset with the token once, and keeps it in a cookie that scripts cannot read', async () => {
  const { url } = await start({ token })
  const opened = await fetch(`${url}/?token=${token}`, { redirect: 'manual' })
  assert.deepEqual([opened.status, opened.headers.get('location')], [303, './'])
  const cookie = opened.headers.get('set-cookie') ?? ''
  assert.match(cookie, /HttpOnly; SameSite=Lax/)
  const headers = { cookie: `other=1; ${cookie.split(';')[0]}` }
  assert.match(await (await fetch(url, { headers })).text(), /id="chat"/)
  assert.equal((await fetch(`${url}/_simulator/threads`, { headers })).status, 200)
  const form = (body: string) =>
    fetch(`${url}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    })
  assert.equal((await form(`token=${token}`)).status, 303)
  assert.equal((await form('token=guess')).status, 401)
  assert.equal((await fetch(`${url}/?token=guess`)).status, 401)
})

test('a page whose name was rebound to this machine reaches neither the control API nor the handset', async () => {
  const { port } = await start({ allowedHosts: ['sim.example'] })
  for (const path of ['/_simulator/numbers', '/']) {
    for (const host of ['evil.example', 'localhost.evil.example', 'evil.example:4001', 'localhost@evil.example'])
      assert.equal(await rawStatus(port, path, { host }), 403, `${path} as ${host}`)
    for (const host of ['localhost:1', '127.0.0.1', '[::1]:4001', 'handset.localhost', 'sim.example:4001'])
      assert.equal(await rawStatus(port, path, { host }), 200, `${path} as ${host}`)
  }
})

test('pages of other sites are refused, the handset itself is not', async () => {
  const { port } = await start()
  const host = `localhost:${port}`
  const statusFor = (headers: Record<string, string>) => rawStatus(port, '/_simulator/numbers', { host, ...headers })
  assert.equal(await statusFor({ origin: `http://${host}` }), 200)
  for (const origin of ['https://evil.example', 'null', 'http://localhost:1'])
    assert.equal(await statusFor({ origin }), 403, origin)
  assert.equal(await statusFor({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }), 403)
  assert.equal(await statusFor({ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }), 200)
})

test('lists of numbers hold no token and no secret; those of one number are asked for by its id', async () => {
  const { url, put } = await start()
  const answer = await (await put({ callbackUrl: 'http://127.0.0.1:9/' })).text()
  for (const shown of [answer, await (await fetch(`${url}/_simulator/numbers`)).text()]) {
    assert.match(shown, new RegExp(testNumber.phoneNumberId))
    assert.doesNotMatch(shown, /token-1|secret-1/)
  }
  const credentials = await fetch(`${url}/_simulator/numbers/${testNumber.phoneNumberId}/credentials`)
  assert.deepEqual(await credentials.json(), {
    phoneNumberId: testNumber.phoneNumberId,
    accessToken: 'token-1',
    appSecret: 'secret-1',
  })
})

test('webhooks go to loopback addresses, and elsewhere only where it was allowed', async () => {
  const open = await start()
  const statusOf = async (url: string) => (await open.put({ callbackUrl: url })).status
  for (const url of ['http://10.0.0.5/hook', 'http://169.254.169.254/', 'https://hooks.example/', 'ftp://127.0.0.1/'])
    assert.equal(await statusOf(url), 400, url)
  const kept = await (await fetch(`${open.url}/_simulator/numbers`)).json()
  assert.deepEqual(kept, { numbers: [] })
  for (const url of ['http://127.0.0.1:3000/hook', 'http://localhost/', 'http://[::1]:1/'])
    assert.equal(await statusOf(url), 200, url)
  const override = await fetch(`${open.url}/v23.0/${testNumber.wabaId}/subscribed_apps`, {
    method: 'POST',
    headers: { authorization: 'Bearer token-1', 'content-type': 'application/json' },
    body: JSON.stringify({ override_callback_uri: 'http://169.254.169.254/latest', verify_token: 'x' }),
  })
  assert.equal(override.status, 400)
  assert.match(await override.text(), /SIMULATOR_ALLOWED_CALLBACKS/)
  const allowing = await start({ allowedCallbacks: ['hooks.example'] })
  assert.equal((await allowing.put({ callbackUrl: 'https://hooks.example/x' })).status, 200)
  assert.equal((await allowing.put({ callbackUrl: 'https://hooks.example.evil.example/x' })).status, 400)
})

test('a redirect of a subscriber is not followed', async () => {
  let reached = 0
  const elsewhere = createServer((_request, response) => {
    reached += 1
    response.end()
  })
  elsewhere.listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  onTestFinished(() => void elsewhere.close())
  const target = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`
  let asked = 0
  const redirecting = createServer((_request, response) => {
    asked += 1
    response.writeHead(asked === 1 ? 307 : 200, { location: target }).end()
  })
  redirecting.listen(0, '127.0.0.1')
  await once(redirecting, 'listening')
  onTestFinished(() => void redirecting.close())
  const callbackUrl = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}/`
  const { control, quiet } = await startTestSimulator({ callbackUrl })
  await control('POST', 'inbound', { phoneNumberId: testNumber.phoneNumberId, from: '919900112233', ...text() })
  await quiet()
  assert.deepEqual([asked, reached], [2, 0])
})

test('two accounts with app secrets of their own are each signed with theirs, behind one address too', async () => {
  const { control, receiver, quiet } = await startTestSimulator()
  const other = { phoneNumberId: '5551', wabaId: '5552', accessToken: 'token-2', appSecret: 'secret-2' }
  await control('PUT', 'numbers', { numbers: [{ ...testNumber, ...other, callbackUrl: receiver.url }] })
  for (const phoneNumberId of [testNumber.phoneNumberId, '5551'])
    await control('POST', 'inbound', { phoneNumberId, from: '919900112233', ...text() })
  await quiet()
  const { verifySignature } = await import('@dawk/cloud-api/signature.ts')
  const signers = receiver.received.map(({ raw, headers, value }) => {
    const id = asObject(value['metadata'])['phone_number_id']
    const signature = String(headers['x-hub-signature-256'])
    return [id, verifySignature('secret-1', raw, signature), verifySignature('secret-2', raw, signature)]
  })
  assert.deepEqual(
    signers.sort(),
    [
      [testNumber.phoneNumberId, true, false],
      ['5551', false, true],
    ].sort(),
  )
  assert.equal(asArray(receiver.received).length, 2)
})

test('addresses: what is this machine, what is a safe Host, what is a callback', () => {
  for (const host of ['localhost', 'LOCALHOST:80', 'a.localhost', '127.1.2.3', '[::1]:5', '::1', 'localhost.'])
    assert.ok(isLoopback(host), host)
  for (const host of ['127.0.0.1.evil.example', 'localhost.evil', '10.0.0.1', '::2', ''])
    assert.ok(!isLoopback(host), host)
  assert.ok(isSafeHost('10.0.0.1:80', []) && !isSafeHost(undefined, []) && !isSafeHost('a b', []))
  assert.equal(callbackProblem('http://127.0.0.1/', []), null)
  assert.match(callbackProblem('http://user:x@127.0.0.1/', []) ?? '', /user name/)
  assert.match(callbackProblem('not a url', []) ?? '', /URL/)
  assert.equal(callbackProblem('https://anything.example/', ['*']), null)
})

test('settings are read from flags and the environment, and a wrong one is a sentence', () => {
  const usual = { port: 4001, allowedHosts: [], allowedCallbacks: [], log: false, isFrozen: false }
  assert.deepEqual(readCommandLine({}, []), { options: usual, callbackUrl: null, wantsHelp: false })
  const env = { SIMULATOR_PORT: '0', HOST: '0.0.0.0', SIMULATOR_TOKEN: token, SIMULATOR_ALLOWED_HOSTS: 'a, b' }
  const { options } = readCommandLine(env, ['--seed', '7', '--now=2026-01-01T00:00:00Z', '--frozen', '--host', '::1'])
  assert.deepEqual([options.port, options.host, options.token, options.allowedHosts], [0, '::1', token, ['a', 'b']])
  assert.deepEqual([options.seed, options.startsAt, options.isFrozen], ['7', 1_767_225_600_000, true])
  for (const port of ['4001x', '-1', '65536', '1.5'])
    assert.throws(() => readCommandLine({ SIMULATOR_PORT: port }, []), /SIMULATOR_PORT is .* whole number/)
  assert.throws(() => readCommandLine({}, ['--now', 'soon']), /--now is soon: .* instant/)
  assert.throws(() => readCommandLine({}, ['--sed=7']), /--sed/)
})

test('a port that is taken is told in a sentence that names the setting', async () => {
  const { port } = await start()
  await assert.rejects(startSimulator({ port }), (error: Error & { code?: string }) => {
    assert.match(error.message, new RegExp(`Port ${port} is in use.*SIMULATOR_PORT`))
    return error.code === 'EADDRINUSE'
  })
})
