import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
})
afterAll(() => gateway.close())

let lastPhone = 1555_410_0000
const freshPhone = () => String(++lastPhone)

/** Somebody new, of whom one thing is recorded. */
async function newContact(state = 'implied', purpose = 'service'): Promise<string> {
  const { body } = await call('POST', '/v1/consents/bulk', { items: [{ phone: `+${freshPhone()}`, purpose, state }] })
  assert.equal(body.items[0].outcome, 'changed', JSON.stringify(body))
  return body.items[0].contactId
}

const record = (id: string, body: object) =>
  call('POST', `/v1/contacts/${id}/consent`, { purpose: 'marketing', ...body })

async function stateOf(id: string, purpose = 'marketing'): Promise<string> {
  const { body } = await call('GET', `/v1/contacts/${id}/consent`)
  return body.consents.find((one: { purpose: string }) => one.purpose === purpose).state
}

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()
const form = { kind: 'form', text: 'Yes, send me offers.', noticeVersion: '7', language: 'en' }

test('nothing is known of a person at first, and the states of all purposes are shown', async () => {
  const id = await newContact()
  const { status, body } = await call('GET', `/v1/contacts/${id}/consent`)
  assert.equal(status, 200)
  assert.deepEqual(
    body.consents.map(({ purpose, state }: Record<string, string>) => [purpose, state]),
    [
      ['marketing', 'unknown'],
      ['utility', 'unknown'],
      ['authentication', 'unknown'],
      ['service', 'implied'],
    ],
  )
})

test('permitting needs evidence, restricting does not, and an opt-out gives way to newer evidence alone', async () => {
  const id = await newContact()
  const bare = await record(id, { state: 'opted_in' })
  assert.deepEqual(
    [bare.status, bare.body.code, bare.body.reason],
    [409, 'consent_requires_evidence', 'evidence_missing'],
  )
  const proven = await record(id, { state: 'opted_in', occurredAt: ago(600), evidence: form })
  assert.deepEqual([proven.status, proven.body.outcome, proven.body.consent.state], [201, 'changed', 'opted_in'])
  assert.equal((await record(id, { state: 'opted_out', occurredAt: ago(300) })).body.consent.state, 'opted_out')
  const older = await record(id, { state: 'opted_in', occurredAt: ago(400), evidence: form })
  assert.deepEqual([older.status, older.body.reason], [409, 'evidence_older'])
  assert.match(older.body.detail, /opted_out since/)
  assert.equal(await stateOf(id), 'opted_out')
  assert.equal((await record(id, { state: 'opted_in', occurredAt: ago(200), evidence: form })).status, 201)
  assert.equal(await stateOf(id), 'opted_in')
  const late = await record(id, { state: 'opted_out', occurredAt: ago(250), note: 'An old list.' })
  assert.deepEqual([late.body.outcome, late.body.consent.state], ['superseded', 'opted_in'])
})

test('each mistake in a command is named', async () => {
  const id = await newContact()
  const reply = await record(id, {
    purpose: 'marketing.nonsense',
    state: 'opted_in',
    occurredAt: new Date(Date.now() + 3_600_000).toISOString(),
    evidence: { kind: 'form' },
  })
  assert.equal(reply.status, 400)
  assert.deepEqual(
    reply.body.errors.map(({ path }: { path: string }) => path),
    ['purpose', 'occurredAt', 'evidence'],
  )
})

test('a list is recorded item by item: an import lowers, raises nothing, and brings people in', async () => {
  const stopped = await newContact('opted_out', 'marketing')
  const items = [
    { phone: '+91 99001 12233', purpose: 'marketing', state: 'opted_out' },
    { contactId: stopped, purpose: 'marketing', state: 'opted_in' },
    { phone: '12', purpose: 'marketing', state: 'opted_out' },
    { purpose: 'marketing', state: 'opted_out' },
    { contactId: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4', purpose: 'marketing', state: 'opted_out' },
    { phone: '919900112233', purpose: 'marketing', state: 'opted_out' },
  ]
  const { status, body } = await call('POST', '/v1/consents/bulk', { source: 'import', items })
  assert.equal(status, 200)
  assert.deepEqual(
    body.items.map(({ outcome, code }: Record<string, string>) => [outcome, code]),
    [
      ['changed', null],
      ['rejected', 'consent_requires_evidence'],
      ['rejected', 'invalid_request'],
      ['rejected', 'invalid_request'],
      ['rejected', 'not_found'],
      ['unchanged', null],
    ],
  )
  assert.match(body.items[2].errors[0].detail, /digits/)
  assert.equal(await stateOf(stopped), 'opted_out')
  const [event] = (await call('GET', `/v1/contacts/${body.items[0].contactId}/consent/events`)).body.data.slice(-1)
  assert.deepEqual([event.source, event.act, event.actorKind], ['import', 'opted_out', 'api_key'])
})

test('a topic is a part of marketing of its own', async () => {
  assert.equal((await call('PUT', '/v1/consent-topics/Offers', { name: 'Offers' })).status, 400)
  assert.equal((await call('PUT', '/v1/consent-topics/offers', { name: 'Offers' })).status, 200)
  const id = await newContact()
  assert.equal((await record(id, { purpose: 'marketing.offers', state: 'opted_out' })).status, 201)
  assert.deepEqual([await stateOf(id), await stateOf(id, 'marketing.offers')], ['unknown', 'opted_out'])
  assert.equal((await call('PUT', '/v1/consent-topics/offers', { name: 'Offers', archived: true })).status, 200)
  assert.equal((await record(id, { purpose: 'marketing.offers', state: 'opted_out' })).status, 400)
  const { body } = await call('GET', '/v1/consent-topics')
  assert.ok(body.data.some(({ key, archivedAt }: Record<string, unknown>) => key === 'offers' && archivedAt !== null))
})

test('a change is told as an event, and a repetition is not', async () => {
  const id = await newContact()
  await record(id, { state: 'opted_out' })
  await record(id, { state: 'opted_out' })
  const { body } = await call('GET', '/v1/events?type=contact.consent_changed&limit=100')
  const mine = body.data.filter(
    ({ data }: { data: Record<string, string> }) => data['contactId'] === id && data['purpose'] === 'marketing',
  )
  assert.deepEqual(
    mine.map(({ data }: { data: Record<string, string> }) => [data['before'], data['after'], data['source']]),
    [['unknown', 'opted_out', 'api']],
  )
})

test('the proof is verified without us, as docs/consent.md says', async () => {
  const id = await newContact()
  await record(id, {
    state: 'opted_in',
    occurredAt: ago(600),
    evidence: { ...form, ip: '203.0.113.9', details: { page: 7, a: [1] } },
  })
  await record(id, { state: 'opted_out', note: 'By phone.' })
  const { status, body } = await call('GET', `/v1/contacts/${id}/consent/proof`)
  assert.equal(status, 200)
  const [chain] = body.chains
  assert.deepEqual([chain.brokenAt, chain.events.length], [null, 3])
  let previous = '0'.repeat(64)
  for (const { proof, digest, ...event } of chain.events) {
    assert.equal(event.previousDigest, previous)
    assert.equal(digest, sha256(canonical(event)))
    if (proof) assert.equal(event.proofDigest, sha256(`${proof.salt}\n${canonical(proof.content)}`))
    previous = digest
  }
  assert.equal(chain.events[1].proof.content.text, form.text)
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const canonical = (value: unknown) =>
  JSON.stringify(value, (_, member) =>
    member && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )

test('another account neither sees nor changes it', async () => {
  const id = await newContact('opted_out', 'marketing')
  const other = await call(
    'POST',
    '/auth/register',
    { name: 'Other', email: 'other-consent@example.com' },
    { authorization: '' },
  )
  const headers = { authorization: `Bearer ${other.body.data.apiKey}` }
  for (const path of ['', '/events', '/proof'])
    assert.equal((await call('GET', `/v1/contacts/${id}/consent${path}`, undefined, headers)).status, 404)
  const body = { purpose: 'marketing', state: 'blocked' }
  assert.equal((await call('POST', `/v1/contacts/${id}/consent`, body, headers)).status, 404)
  const bulk = await call('POST', '/v1/consents/bulk', { items: [{ contactId: id, ...body }] }, headers)
  assert.equal(bulk.body.items[0].code, 'not_found')
  assert.equal(await stateOf(id), 'opted_out')
})

test('a key without contacts:write records nothing', async () => {
  const id = await newContact()
  const { body } = await call('POST', '/v1/api-keys', { name: 'Reader', scopes: ['contacts:read'] })
  const headers = { authorization: `Bearer ${body.secret}` }
  const reply = await call('POST', `/v1/contacts/${id}/consent`, { purpose: 'marketing', state: 'opted_out' }, headers)
  assert.deepEqual([reply.status, reply.body.code], [403, 'forbidden'])
})
