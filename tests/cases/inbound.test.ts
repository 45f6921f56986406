import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { type Meta, startMeta } from '../support/meta.ts'
import { until } from '../support/processes.ts'
import { type CaseWorld, openCase } from './case-world.ts'

let meta: Meta
let gateway: RunningGateway

/** Payloads of webhooks that are still to be applied. */
async function unapplied(): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text()
  return Number(/^dawk_journal_unapplied (\d+)/m.exec(text)?.[1])
}
beforeAll(async () => {
  meta = await startMeta()
  await meta.control('PUT', 'faults', { statuses: 'none' }) // they come from the files
  gateway = await startGateway(null, { ...meta.env, EGRESS_ALLOW_CIDRS: '127.0.0.0/8' })
})
afterAll(async () => {
  await gateway.close()
  await meta.close()
})

interface Case {
  /** Posted in this order. */
  files: string[]
  check(world: CaseWorld): Promise<void>
  /** A status of this case is told of a message that was sent: its wamid in the file. */
  statusOf?: string
  /** Whom it was sent to. */
  sentTo?: string
}

/** Phone, user id and name of everybody, the newest first. */
const people = async ({ contacts }: CaseWorld) =>
  // biome-ignore lint/suspicious/noExplicitAny: looks into views
  (await contacts()).map(({ phone, userId, name }: any) => [phone, userId, name])

/** Direction, type, text and status of every message, the newest first. */
const said = async ({ messages }: CaseWorld) =>
  // biome-ignore lint/suspicious/noExplicitAny: looks into views
  (await messages()).map(({ direction, type, content, status }: any) => [
    direction,
    type,
    content.text?.body ?? content[type]?.caption ?? null,
    status,
  ])

const isOpen = async (world: CaseWorld) =>
  // biome-ignore lint/suspicious/noExplicitAny: looks into views
  (await world.conversations()).every(({ window }: any) => window.state === 'open')

const oneOf = async (world: CaseWorld) => {
  const found = [await world.contacts(), await world.conversations()].map(({ length }) => length)
  assert.deepEqual(found, [1, 1], 'one contact, one conversation')
}

const sentWamid = 'wamid.HBgLMTU1NTAwMDAwMDcVAgARGBIwMkI4ODk5NDQyRjQ4QTJEQzUA'

const cases: Record<string, Case> = {
  'a placeholder of the history becomes the image that comes later, with its caption': {
    files: ['01a-history-threads-placeholder', '01b-history-media-assets'],
    async check(world) {
      await oneOf(world)
      assert.deepEqual((await said(world)).at(-1), ['inbound', 'image', 'my receipt', 'received'])
      assert.equal((await world.events('history.media_received')).length, 1)
    },
  },
  'a status teaches the user id by which the person writes afterwards': {
    files: ['02a-status-with-user-id', '02b-inbound-bsuid-only'],
    statusOf: 'wamid.HBgMOTE5OTAwMTEwMDAyFQIAERgSQzA1RjQ1OEMxNDgxREE5QTE2AA==',
    sentTo: '919900110002',
    async check(world) {
      await oneOf(world)
      assert.deepEqual(await people(world), [['919900110002', 'IN.2000000000000002', 'Bela K']])
    },
  },
  "an echo's card carries phone and user id of one person": {
    files: ['03a-echo-phone-and-user-id-in-contacts', '03b-inbound-bsuid-only'],
    async check(world) {
      await oneOf(world)
      assert.deepEqual(await people(world), [['919900110003', 'IN.3000000000000003', 'Chitra']])
    },
  },
  'the contact book teaches user ids, with and without a phone number': {
    files: ['05-state-sync-user-id-only', '05b-inbound-bsuid-only-of-synced'],
    async check(world) {
      assert.deepEqual(await people(world), [
        ['919900110006', 'IN.6000000000000006', 'Farid'],
        [null, 'IN.5000000000000005', 'Esha Book'],
      ])
      assert.equal((await world.conversations()).length, 1)
    },
  },
  'a thread of the history without an id is known by its user id': {
    files: ['06-history-thread-bsuid'],
    async check(world) {
      await oneOf(world)
      assert.deepEqual(await said(world), [
        ['outbound', 'text', 'answer of shop', 'read'],
        ['inbound', 'text', 'from BSUID history', 'received'],
      ])
    },
  },
  'a person who shows no phone number is answered under the name by which a surface shows them': {
    files: ['07a-bsuid-only-first'],
    async check(world) {
      const { body } = await world.call('GET', '/api/v1/conversations')
      const shown = 'IN.8000000000000001'
      assert.match(JSON.stringify(body), new RegExp(`"${shown}"`))
      const { phoneNumberId } = world.number
      const text = { type: 'text', text: { body: 'an answer' } }
      for (const [path, sent] of [
        ['/v1/messages', { toUserId: shown, ...text }],
        ['/send-message', { to: shown, message: 'an answer' }],
        ['/api/v1/messages/text', { to: shown, message: 'an answer' }],
        ['/rest/wab/v1/messages', { destination: shown, source: phoneNumberId, ...text }],
        [`/graph/v23.0/${phoneNumberId}/messages`, { messaging_product: 'whatsapp', recipient: shown, ...text }],
      ] as const) {
        const reply = await world.call('POST', path, sent)
        assert.ok([200, 202].includes(reply.status), `${path}: ${JSON.stringify(reply.body)}`)
      }
      assert.equal((await world.conversations()).length, 1)
    },
  },
  'a person whose user id changes keeps contact and conversation': {
    files: ['07a-bsuid-only-first', '07b-user-changed-user-id-previous', '07c-after-change'],
    async check(world) {
      await oneOf(world)
      assert.deepEqual(await people(world), [[null, 'IN.8000000000000002', 'Hema']])
      const [changed] = await world.events('contact.user_id_changed')
      assert.deepEqual(
        [changed.data.before, changed.data.after],
        [
          { phone: null, userId: 'IN.8000000000000001' },
          { phone: null, userId: 'IN.8000000000000002' },
        ],
      )
    },
  },
  'an interactive message without content is stored, shown and announced, and opens the window': {
    files: ['10-interactive-without-content'],
    async check(world) {
      assert.deepEqual(await said(world), [['inbound', 'interactive', null, 'received']])
      assert.equal((await world.events('message.received.unknown')).length, 1)
      assert.ok(await isOpen(world))
    },
  },
  'a button without its text, a text without its body and a place in texts are messages': {
    files: ['11b-button-no-text', '11c-text-without-body', '11d-location-strings'],
    async check(world) {
      const [location, text, button] = await world.messages()
      assert.deepEqual(location.content, { location: { name: 'Office', latitude: 12.97, longitude: 77.59 } })
      assert.equal(text.type, 'text')
      assert.deepEqual(button.content, { button: { text: 'STOP', payload: 'STOP' } })
      assert.ok(await isOpen(world))
    },
  },
  'what cannot be stored is replaced, and neighbours are unharmed': {
    files: ['12-nul-char', '13a-lone-surrogate-body', '15-batch-nul-and-healthy'],
    async check(world) {
      assert.deepEqual(
        (await said(world)).map(([, , text]: unknown[]) => text),
        ['healthy neighbour', 'bad\ufffd', 'cut emoji \ufffd', 'before\ufffdafter'],
      )
      assert.equal((await world.events('message.received')).length, 4)
    },
  },
  'a notification about the account that comes twice is announced once, also by a replay of the journal': {
    files: ['17a-account-update', '17b-account-update-redelivered'],
    async check(world) {
      const [from, to] = [-60_000, 60_000].map((ms) => new Date(Date.now() + ms).toISOString()) as [string, string]
      const replay = async () => Number.parseInt(await gateway.operate('journal-replay', { from, to }), 10)
      const first = await replay()
      assert.ok(first > 0)
      await until('all of it was applied', async () => (await unapplied()) === 0)
      const told = (await world.events('whatsapp.other')).filter(
        (one: { data: { field: string } }) => one.data.field === 'account_update',
      )
      assert.deepEqual(
        // biome-ignore lint/suspicious/noExplicitAny: looks into views
        told.map(({ data }: any) => [data.field, data.wabaId, data.value.event]),
        [['account_update', world.number.wabaId, 'ACCOUNT_OFFBOARDED']],
      )
    },
  },
  'a lone card of somebody else makes nobody one': {
    files: ['21c-lone-card-of-another'],
    async check(world) {
      assert.deepEqual(await people(world), [['919900110025', null, null]])
    },
  },
  'a status tells the price, another one its instant as a number': {
    files: ['23a-status-delivered-pmp', '23d-status-number-timestamp'],
    statusOf: sentWamid,
    async check(world) {
      const [message] = await world.messages()
      const { status, pricing } = await until('it was read', async () => {
        const now = await world.message(message.id)
        return now.status === 'read' && now
      })
      assert.equal(status, 'read')
      assert.deepEqual(pricing, { category: 'marketing', type: 'regular', model: 'PMP', billable: true })
    },
  },
  'a stop of marketing is the preference and the consent of the contact': {
    files: ['28-user-preferences-stop'],
    async check(world) {
      assert.deepEqual(await people(world), [['919900110031', 'IN.3131', 'Sara']])
      const [told] = await world.events('contact.marketing_preference_changed')
      assert.equal(told.data.preference, 'stop')
      const [consent] = await world.events('contact.consent_changed')
      assert.equal(consent.data.after, 'opted_out')
    },
  },
  'a number that the person attested is theirs': {
    files: ['32-request-contact-info-reply'],
    async check(world) {
      await oneOf(world)
      assert.deepEqual(await people(world), [['919900110032', 'IN.3232000000000001', 'Tara']])
    },
  },
  'whoever calls by user id alone is known, and the window is open': {
    files: ['33-calls-bsuid'],
    async check(world) {
      assert.deepEqual(await people(world), [[null, 'IN.3333', 'Uma']])
      assert.ok(await isOpen(world))
    },
  },
  'media sent from the phone app is a message like others': {
    files: ['35-echo-media'],
    async check(world) {
      assert.deepEqual(await said(world), [['outbound', 'image', 'from my phone', 'sent']])
      const [told] = await world.events('message.echo')
      assert.equal(told.data.message.image.id, '9659848647244987')
    },
  },
  'a name that is a number harms neither its message nor the next one': {
    files: ['38h-profile-name-number', '38i-neighbour-of-38h'],
    async check(world) {
      assert.deepEqual(await people(world), [
        ['919900110042', null, 'Q'],
        ['919900110041', null, '12345'],
      ])
    },
  },
  'the new owner of a number is somebody else, and does not see the old conversation': {
    files: ['41a-old-owner-first', '41-recycled-number-new-bsuid'],
    async check(world) {
      assert.deepEqual(await people(world), [
        ['919900110141', 'IN.41000002', 'New Owner'],
        [null, 'IN.41000001', 'Old Owner'],
      ])
      assert.equal((await world.conversations()).length, 2)
    },
  },
  'an edit whose context is a dummy is an edit': {
    files: ['42-edit-loses-reply-context'],
    async check(world) {
      const [told] = await world.events('message.edited')
      assert.deepEqual(told.data.content, { type: 'text', text: { body: 'answer' } })
    },
  },
  'a text that was taken back before it came is shown nowhere': {
    files: ['43a-revoke-before-original', '43b-original-late'],
    async check(world) {
      assert.deepEqual(await said(world), [['inbound', 'deleted', null, 'received']])
      await assertNowhere(world, 'secret', [...readers, '/v1/events'])
    },
  },
  'a text that is taken back after it came is shown nowhere, and marked as deleted': {
    files: ['43b-original-late', '43a-revoke-before-original'],
    async check(world) {
      assert.deepEqual(await said(world), [['inbound', 'deleted', null, 'received']])
      await assertNowhere(world, 'secret', readers) // the log of events keeps what was told
      const { body } = await world.call('GET', '/api/v1/conversations/919900110144/messages')
      assert.match(JSON.stringify(body), /"deleted"/)
    },
  },
  'a code that is a text is a number, and every read answers': {
    files: ['46e-failed-code-string'],
    statusOf: 'wamid.HBgLMTU1NTAwMDAwMDcVAgARGBIyNzhDMUIwNjBDQzJENjBDMTgA',
    check: (world) => assertFailed(world, 'string code'),
  },
  'half a surrogate in the words of an error is replaced, and the other status applies': {
    files: ['46f-status-lone-surrogate-error'],
    statusOf: 'wamid.HBgLMTU1NTAwMDAwMDcVAgARGBJCODA3OTg1NjFDMEJBRjhBQkUA',
    check: (world) => assertFailed(world, 'bad \ufffd'),
  },
  'a history in lower case, without receivers, with a revoke': {
    files: ['54-history-gupshup-no-to'],
    async check(world) {
      await oneOf(world)
      assert.deepEqual(await said(world), [
        ['inbound', 'revoke', null, 'received'],
        ['inbound', 'errors', null, 'received'],
        ['outbound', 'audio', null, 'read'],
        ['inbound', 'text', 'Hi dude', 'received'],
        ['outbound', 'text', 'Hi man', 'read'],
      ])
    },
  },
  'a thread is spelt differently from its sender: one person': {
    files: ['55-history-br-thread-id-differs'],
    async check(world) {
      await oneOf(world)
      assert.deepEqual(await said(world), [['inbound', 'text', 'do cliente', 'received']])
    },
  },
  'a message that another responder answers is stored, shown and marked': {
    files: ['56-standby'],
    async check(world) {
      assert.deepEqual(await said(world), [['inbound', 'text', 'standby msg', 'received']])
      const [told] = await world.events('message.received')
      assert.equal(told.data.standby, true)
    },
  },
  'a history with half a surrogate in one message is stored whole': {
    files: ['66-history-chunk-with-one-lone-surrogate'],
    async check(world) {
      const texts = (await said(world)).map(([, , text]: unknown[]) => text)
      assert.deepEqual([texts.length, texts.filter((text: string) => text.includes('\ufffd'))], [40, ['cut \ufffd']])
    },
  },
}

/** Where the surfaces show messages of people. */
const readers = [
  ...['/v1/messages', '/v1/conversations', '/v1/conversations/search?text=secret', '/v1/contacts'],
  ...['/messages', '/api/v1/conversations', '/api/v1/conversations/919900110144/messages'],
]

async function assertNowhere(world: CaseWorld, words: string, paths: readonly string[]): Promise<void> {
  const [conversation] = await world.conversations()
  for (const path of [...paths, `/v1/conversations/${conversation.id}/messages`]) {
    const { status, body } = await world.call('GET', path)
    assert.equal(status, 200, path)
    assert.equal(JSON.stringify(body).includes(`"${words}"`), false, path)
  }
}

async function assertFailed(world: CaseWorld, title: string): Promise<void> {
  const [message] = await world.messages()
  const failed = await until('it failed', async () => {
    const now = await world.message(message.id)
    return now.status === 'failed' && now
  })
  assert.deepEqual([failed.error.code, failed.error.title], [131026, title])
  for (const path of ['/v1/messages', '/v1/events', '/messages', `/messages/${message.id}`])
    assert.equal((await world.call('GET', path)).status, 200, path)
}

test.each(Object.entries(cases))('%s', async (_, { files, check, statusOf, sentTo }) => {
  const world = await openCase(gateway, meta)
  const wamid = statusOf && (await world.sent(sentTo)).wamid
  await world.post(files, wamid ? { [statusOf]: wamid } : {})
  await check(world)
  assert.equal((await gateway.operate('unapplied-list', {})).includes(world.number.phoneNumberId), false)
})

test('a template id beyond 2^53 keeps every digit', async () => {
  const world = await openCase(gateway, meta)
  const endpoint = { url: 'http://127.0.0.1:9/', eventTypes: ['whatsapp.webhook'] }
  assert.equal((await world.call('POST', '/v1/webhook-endpoints', endpoint)).status, 201)
  await world.post(['57-template-id-17-digits'])
  const [told] = await world.events('whatsapp.webhook')
  assert.match(JSON.stringify(told.data), /26125463183724451/)
})

test('every file is part of a case', async () => {
  const named = [...new Set(Object.values(cases).flatMap(({ files }) => files)), '57-template-id-17-digits']
  const there = await readdir(new URL('inbound/', import.meta.url))
  assert.deepEqual(named.map((name) => `${name}.json`).toSorted(), there.toSorted())
})
