import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { signRequest } from '@dawk/core/tenancy/api-keys/restrictions/request-signature.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'

let gateway: RunningGateway
let key: { id: string; secret: string; signingSecret: string }
beforeAll(async () => {
  gateway = await startGateway(null)
  key = (await gateway.call('POST', '/v1/api-keys', { signed: true })).body
})
afterAll(() => gateway.close())

const digestOf = (body: string) => createHash('sha256').update(body).digest('hex')
const now = () => Math.floor(Date.now() / 1000)
let nonces = 0

interface Changes {
  timestamp?: number
  nonce?: string
  signedPath?: string
  signedBody?: string
  headers?: Record<string, string>
}

function send(method: string, path: string, body?: string, changes: Changes = {}) {
  const { timestamp = now(), nonce = `n${++nonces}`, signedPath = path, signedBody = body ?? '', headers } = changes
  const parts = { method, path: signedPath, timestamp: String(timestamp), nonce, bodyDigest: digestOf(signedBody) }
  return gateway.call(method, path, body, {
    authorization: `Bearer ${key.secret}`,
    'x-dawk-timestamp': parts.timestamp,
    'x-dawk-nonce': nonce,
    'x-dawk-content-sha256': parts.bodyDigest,
    'x-dawk-signature': signRequest(key.signingSecret, parts),
    ...headers,
  })
}

const message = JSON.stringify({ to: '14155552671', message: 'signed' })

test('a signed request is taken, once', async () => {
  assert.equal((await send('GET', '/v1/numbers?limit=1')).status, 200)
  const nonce = 'once'
  const timestamp = now()
  assert.equal((await send('POST', '/send-message', message, { nonce, timestamp })).status, 202)
  const again = await send('POST', '/send-message', message, { nonce, timestamp })
  assert.equal(again.status, 401)
  assert.match(again.body.error, /received before/)
  assert.equal((await send('POST', '/send-message', message, { timestamp })).status, 202)
})

test.each([
  ['without a signature', { headers: { 'x-dawk-signature': '' } }, /demands signed requests/],
  ['with another path', { signedPath: '/v1/numbers' }, /does not match/],
  ['with another query', { signedPath: '/send-message?x=1' }, /does not match/],
  ['of another body', { signedBody: '{}' }, /body is not the one/],
  ['of no body', { signedBody: '' }, /body is not the one/],
  ['with another digest', { headers: { 'x-dawk-content-sha256': digestOf('{}') } }, /does not match/],
  ['without covering its body', { headers: { 'x-dawk-content-sha256': 'UNSIGNED-PAYLOAD' } }, /multipart alone/],
  ['too late', { timestamp: now() - 400 }, /is 4\d\d s behind this server's clock; 300 s/],
  ['too early', { timestamp: now() + 400 }, /s ahead of this server's clock/],
  ['at no time', { headers: { 'x-dawk-timestamp': 'now' } }, /seconds since the epoch/],
  ['with a strange nonce', { nonce: 'a b' }, /x-dawk-nonce/],
] as const)('%s it is refused, and why is said', async (_name, changes, words) => {
  const { status, body } = await send('POST', '/send-message', message, changes)
  assert.equal(status, 401)
  assert.match(body.error, words)
})

test('a body that was signed and taken away is missed', async () => {
  const { status, body } = await send('POST', `/v1/api-keys/${key.id}/rotate`, undefined, {
    signedBody: '{"graceSeconds":60}',
  })
  assert.equal(status, 401)
  assert.match(body.detail, /body is not the one/)
})

test('an upload is signed without its body', async () => {
  const upload = async (bodyDigest: string) => {
    const form = new FormData()
    form.set('file', new Blob([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')], { type: 'image/png' }), 'a.png')
    const parts = { method: 'POST', path: '/v1/media', timestamp: String(now()), nonce: `u${++nonces}`, bodyDigest }
    const reply = await fetch(`${gateway.url}/v1/media`, {
      method: 'POST',
      body: form,
      headers: {
        authorization: `Bearer ${key.secret}`,
        'x-dawk-timestamp': parts.timestamp,
        'x-dawk-nonce': parts.nonce,
        'x-dawk-content-sha256': bodyDigest,
        'x-dawk-signature': signRequest(key.signingSecret, parts),
      },
    })
    return reply.status
  }
  assert.notEqual(await upload('UNSIGNED-PAYLOAD'), 401)
  assert.equal(await upload(digestOf('x')), 401)
})

test('other keys need no signature', async () => {
  assert.equal((await gateway.call('GET', '/v1/numbers')).status, 200)
})

test('the examples of the documentation work as they stand', async () => {
  const page = await readFile('docs/signed-requests.md', 'utf8')
  const sample = (language: string) => page.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? ''
  const values = [gateway.url, key.secret, key.signingSecret].map((value) => JSON.stringify(value)).join(', ')
  const js = join(gateway.dataDir, 'sample.mjs')
  const body = '{ to: "14155552671", message: "x" }'
  await writeFile(
    js,
    `${sample('js')}\nconsole.log((await signedFetch(${values}, 'POST', '/send-message', ${body})).status)`,
  )
  const py = join(gateway.dataDir, 'sample.py')
  const dict = '{"to": "14155552671", "message": "x"}'
  await writeFile(py, `${sample('python')}\nprint(signed_request(${values}, "POST", "/send-message", ${dict}).status)`)
  const run = promisify(execFile)
  assert.equal((await run(process.execPath, [js])).stdout.trim(), '202')
  assert.equal((await run('python3', [py])).stdout.trim(), '202')
})
