import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'vitest'
import { refuseRequest, type SourceRequest } from './authenticate-source.ts'
import type { SourceAuth } from './event-source.ts'

const body = Buffer.from('{"id":1}')
const now = Date.parse('2026-11-30T10:00:00Z')
const at = String(now / 1000)
const refusal = (auth: SourceAuth, headers: SourceRequest['headers'], given = body) =>
  refuseRequest(auth, ['new', 'old'], { body: given, headers }, now)

test('each way lets the present secret and the one before it pass, and nothing else', () => {
  const hmac = (secret: string) => createHmac('sha256', secret).update(body).digest('hex')
  const signed: SourceAuth = { kind: 'hmac', header: 'x-sig', algorithm: 'sha256', encoding: 'hex', prefix: 'sha256=' }
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  const passes: [SourceAuth, Record<string, string>][] = [
    [{ kind: 'token' }, {}],
    [{ kind: 'bearer' }, { authorization: 'Bearer new' }],
    [{ kind: 'bearer' }, { authorization: 'bearer old' }],
    [{ kind: 'header', header: 'x-key' }, { 'x-key': 'old' }],
    [{ kind: 'basic', username: 'shop' }, { authorization: basic('shop:new') }],
    [signed, { 'x-sig': `sha256=${hmac('old').toUpperCase()}` }],
  ]
  for (const [auth, headers] of passes) assert.equal(refusal(auth, headers), null, auth.kind)
  const fails: [SourceAuth, Record<string, string>][] = [
    [{ kind: 'bearer' }, {}],
    [{ kind: 'bearer' }, { authorization: 'Bearer newer' }],
    [{ kind: 'header', header: 'x-key' }, { 'x-key': '' }],
    [{ kind: 'basic', username: 'shop' }, { authorization: basic('other:new') }],
    [signed, { 'x-sig': hmac('new') }],
    [signed, { 'x-sig': `sha256=${hmac('stolen')}` }],
    [signed, {}],
  ]
  for (const [auth, headers] of fails) assert.notEqual(refusal(auth, headers), null, JSON.stringify(headers))
})

test('a signature with a timestamp is good for five minutes', () => {
  const auth: SourceAuth = { kind: 'hmac', header: 's', algorithm: 'sha512', encoding: 'base64', timestampHeader: 't' }
  const sign = (time: string) => ({
    t: time,
    s: createHmac('sha512', 'new').update(`${time}.`).update(body).digest('base64'),
  })
  assert.equal(refusal(auth, sign(at)), null)
  assert.notEqual(refusal(auth, sign(String(now / 1000 - 301))), null)
  assert.notEqual(refusal(auth, { ...sign(at), t: String(now / 1000 - 1) }), null)
})

test('standard webhooks take any signature of the list, and the key behind whsec_', () => {
  const secret = `whsec_${Buffer.from('a key of bytes').toString('base64')}`
  const good = createHmac('sha256', 'a key of bytes').update(`msg_1.${at}.`).update(body).digest('base64')
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': at, 'webhook-signature': `v1a,xx v1,${good}` }
  const refused = (change: object, given = body) =>
    refuseRequest({ kind: 'standard_webhooks' }, [secret], { body: given, headers: { ...headers, ...change } }, now)
  assert.equal(refused({}), null)
  assert.notEqual(refused({ 'webhook-id': 'msg_2' }), null)
  assert.notEqual(refused({ 'webhook-signature': `v2,${good}` }), null)
  assert.notEqual(refused({}, Buffer.from('{"id":2}')), null)
})
