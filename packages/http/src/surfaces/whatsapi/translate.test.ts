import assert from 'node:assert/strict'
import type { Message } from '@dawk/core/messaging/messages/message.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import { test } from 'vitest'
import type { SendMessageBody } from './schemas.ts'
import { type SendInput, toMessageView, toSendRequest } from './translate.ts'

const principal: Principal = {
  account: {
    id: 'account',
    name: 'A',
    email: 'a@example.com',
    plan: 'free',
    active: true,
    requestsPerMinute: null,
    quota: null,
    defaultNumberId: null,
    storageBytes: null,
    requiresTwoFactor: false,
    suspended: false,
  },
  keyId: 'key',
  member: null,
  keyDisplay: 'sk_live_a1b2…9f00',
  scopes: new Set(),
  numberIds: null,
  bounds: null,
  test: false,
  numberChoices: [],
  number: { id: 'number', laneId: '7', phoneNumberId: '1', sandbox: true, wabaId: null },
}
const now = Date.parse('2026-11-21T12:00:00Z')

function command(body: SendMessageBody, more: Partial<SendInput> = {}) {
  return toSendRequest(principal, { body, idempotencyKey: undefined, rawBody: null, ...more }, now)
}

function problemsOf(body: SendMessageBody, more: Partial<SendInput> = {}): string[] {
  try {
    command(body, more)
    return []
  } catch (error) {
    assert.ok(error instanceof GatewayError)
    return error.details.map(({ field, message }) => `${field} ${message}`)
  }
}

const to = '14155552671'

test('a text and a template become what Meta takes', () => {
  const text = command({ to, message: 'Hi' })
  assert.deepEqual([text.type, text.content], ['text', { type: 'text', text: { body: 'Hi' } }])
  const template = command({ to, template: { name: 'hello_world', language: 'en_US' } })
  assert.deepEqual(template.content, {
    type: 'template',
    template: { name: 'hello_world', language: { code: 'en_US' } },
  })
})

test('the language may be a code or an object', () => {
  const of = (language: string | { code: string }) => command({ to, template: { name: 'a', language } }).content
  assert.deepEqual(of({ code: 'en' }), of('en'))
})

test('each mistake in a phone number is named', () => {
  const said = (number: string) => problemsOf({ to: number, message: 'x' }).join()
  assert.match(said('+14155552671'), /without the \+/)
  assert.match(said('1 415 555 2671'), /spaces/)
  assert.match(said('1415call'), /digits only/)
  assert.match(said('014155552671'), /not with 0/)
  assert.match(said('123456'), /7 to 15/)
  assert.match(said('1234567890123456'), /7 to 15/)
  assert.match(said(''), /7 to 15/)
  assert.equal(said('1234567'), '')
})

test('all problems are told at once', () => {
  assert.equal(problemsOf({ to: '0', sendAt: 'tomorrow', metadata: { a: 'x'.repeat(5000) } }).length, 4)
  assert.equal(problemsOf({ to, message: 'a', template: { name: 'a', language: 'en' } }).length, 1)
})

test('what PostgreSQL cannot store is refused before it gets there', () => {
  assert.equal(problemsOf({ to, message: 'a\0' }).length, 1)
  assert.equal(problemsOf({ to, message: '\ud800' }).length, 1)
  assert.equal(problemsOf({ to, message: 'a', metadata: { a: '\udc00' } }).length, 1)
  assert.equal(problemsOf({ to, message: 'a', metadata: { '\0': 1 } }).length, 1)
  assert.deepEqual(problemsOf({ to, message: '😀', metadata: { a: '\\u0000', b: '😀' } }), [])
})

test('deep nesting is refused without walking it', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
  assert.match(problemsOf({ to, message: 'a', metadata: { deep } }).join(), /nested/)
  assert.match(problemsOf({ to, template: { name: 'a', language: 'en', components: [{ deep }] } }).join(), /nested/)
})

test('components are objects', () => {
  assert.equal(problemsOf({ to, template: { name: 'a', language: 'en', components: [null] } }).length, 1)
})

test('an idempotency key may be quoted, and its fingerprint follows the bytes', () => {
  const of = (idempotencyKey: string, raw: string) =>
    command({ to, message: 'x' }, { idempotencyKey, rawBody: Buffer.from(raw) }).idempotency
  assert.deepEqual(of('"k"', 'a'), of('k', 'a'))
  assert.notDeepEqual(of('k', 'a'), of('k', 'b'))
  assert.equal(problemsOf({ to, message: 'x' }, { idempotencyKey: 'x'.repeat(256) }).length, 1)
  assert.equal(problemsOf({ to, message: 'x' }, { idempotencyKey: '' }).length, 1)
  assert.equal(problemsOf({ to, message: 'x' }, { idempotencyKey: 'é' }).length, 1)
})

test('the timeline shows each status once, and processing only while it lasts', () => {
  const timeline = ['queued', 'processing', 'retrying', 'processing', 'retrying', 'sent'].map((status, at) => ({
    status,
    at: String(at),
  }))
  const of = (state: Message['state']) =>
    toMessageView({ ...stored, state, timeline }).timeline.map(({ status, at }) => status + at)
  assert.deepEqual(of('sent'), ['queued0', 'retrying2', 'sent5'])
  assert.deepEqual(of('processing'), ['queued0', 'processing1', 'retrying2', 'sent5'])
})

test('the body is the text or the name of the template', () => {
  assert.equal(toMessageView(stored).body, 'Hi')
  const content = { type: 'template', template: { name: 'hello_world' } }
  assert.equal(toMessageView({ ...stored, type: 'template', content }).body, 'hello_world')
  assert.equal(toMessageView({ ...stored, type: 'location', content: {} }).body, null)
})

const stored: Message = {
  id: 'id',
  accountId: 'account',
  numberId: 'number',
  direction: 'out',
  peer: to,
  peerUserId: null,
  type: 'text',
  content: { type: 'text', text: { body: 'Hi' } },
  state: 'sent',
  dryRun: false,
  batchId: null,
  wamid: null,
  metadata: null,
  pricing: null,
  error: null,
  timeline: [],
  scheduledAt: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failedAt: null,
  createdAt: '2026-11-21T12:00:00.000Z',
}
