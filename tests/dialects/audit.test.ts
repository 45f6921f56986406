import assert from 'node:assert/strict'
import { readDocuments } from '@dawk/http/openapi/read-documents.ts'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { simulatorControl } from '../flow/simulator-control.ts'
import { files } from '../media/files.ts'
import { type Reply, type RunningGateway, startGateway } from '../support/gateway.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { operationsOf } from '../support/operations.ts'
import { freePort, until } from '../support/processes.ts'

const documents = await readDocuments()
const writing = [...documents]
  .filter(([name]) => name !== 'all')
  .flatMap(([name, document]) => operationsOf(name, document))
  .filter(({ method }) => method !== 'GET')
  .map(({ surface, name }) => `${surface} ${name}`)

let gateway: RunningGateway & { close(): Promise<void> }
let mail: MailServer
let call: RunningGateway['call']
let wabaId: string
let simulator: ReturnType<typeof simulatorControl>
beforeAll(async () => {
  const port = String(await freePort())
  mail = await startMailServer()
  gateway = await startGateway(null, {
    SIMULATOR_PORT: port,
    META_GRAPH_URL: `http://127.0.0.1:${port}`,
    SMTP_URL: mail.url,
    SMTP_FROM: 'dawk@example.com',
    DAWK_TRUST_PROXY: '127.0.0.1/32',
  })
  call = gateway.call
  simulator = simulatorControl(gateway.simulatorUrl)
  await simulator.faults({ templateReviewMs: 200 })
  wabaId = ((await simulator.number(gateway.phoneNumberId)) as unknown as { wabaId: string }).wabaId
})
afterAll(async () => {
  await gateway.close()
  await mail.close()
})

const password = 'correct horse battery staple'
let count = 0
const unique = (what: string) => `${what}${++count}`
const newEmail = () => `${unique('person')}@example.com`

function good(reply: Reply): Reply {
  assert.ok(reply.status < 300, `${reply.status} ${JSON.stringify(reply.body)}`)
  return reply
}
const open = async (path: string, body: unknown, headers = {}) =>
  good(await call('POST', path, body, { authorization: '', 'x-forwarded-for': `10.0.0.${++count % 250}`, ...headers }))
const make = async (path: string, body: unknown) => String(good(await call('POST', path, body)).body.id)

interface Person {
  email: string
  memberId: string
  /** Calls as this person's browser. */
  as(method: string, path: string, body?: unknown): Promise<Reply>
}

async function person(role = 'viewer', authorization?: string): Promise<Person> {
  const email = newEmail()
  const invited = good(await call('POST', '/v1/invitations', { email, role }, authorization ? { authorization } : {}))
  const accepted = await open('/v1/invitations/accept', { token: invited.body.token, name: 'Asha', password })
  return { email, memberId: accepted.body.member.id, as: browserOf(accepted) }
}

function browserOf(reply: Reply): Person['as'] {
  const cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const headers = { authorization: '', cookie, 'sec-fetch-site': 'same-origin' }
  return (method, path, body) => call(method, path, body, headers)
}

async function withFactor() {
  const one = await person()
  const { secret } = good(await one.as('POST', '/v1/two-factor', { password })).body
  const earlier = generateSync({ secret, epoch: Math.floor(Date.now() / 1000) - 30 })
  const renewed = good(await one.as('POST', '/v1/two-factor/confirm', { code: earlier }))
  return { ...one, as: browserOf(renewed), code: () => generateSync({ secret }) }
}

async function otherAccount() {
  const { body } = await open('/auth/register', { name: 'Other', email: newEmail() })
  return `Bearer ${body.data.apiKey}`
}

const draft = (name: string) => ({
  name,
  language: 'en_US',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: `Your order for ${name} is ready.` }], // Meta rejects a text that it has already
})
const edited = () => ({ components: [{ type: 'BODY', text: `${unique('Your parcel ')} is on its way.` }] })

async function template(): Promise<{ id: string; metaId: string; name: string }> {
  const { body } = good(await call('POST', '/v1/templates', draft(unique('audited_'))))
  const state = async () => (await call('GET', `/v1/templates/${body.id}`)).body.status
  await until('the review', async () => (await state()) === 'APPROVED', 8_000)
  return body
}

async function heldTemplate(): Promise<string> {
  const { id, metaId } = await template()
  await fetch(`${gateway.simulatorUrl}/_simulator/templates/${metaId}/category`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ category: 'MARKETING' }),
  })
  await until('it to be held', async () => (await call('GET', `/v1/templates/${id}`)).body.holdBefore !== null)
  return id
}

async function upload(): Promise<string> {
  const body = new FormData()
  body.set('file', new Blob([Buffer.from(files.jpeg)], { type: 'image/jpeg' }), 'a.jpg')
  const headers = { authorization: `Bearer ${gateway.apiKey}` }
  return String(((await (await fetch(`${gateway.url}/v1/media`, { method: 'POST', headers, body })).json()) as Body).id)
}
type Body = { id: string }

async function conversation(): Promise<string> {
  const from = `1415555${1000 + ++count}`
  await fetch(`${gateway.simulatorUrl}/_simulator/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phoneNumberId: gateway.phoneNumberId, from, type: 'text', text: { body: 'Hi' } }),
  })
  const found = () => call('GET', `/v1/conversations?search=${from}`)
  await until('the conversation', async () => (await found()).body.data.length === 1)
  return (await found()).body.data[0].id
}

const contact = async () => (await call('GET', `/v1/conversations/${await conversation()}`)).body.contact.id as string
const endpoint = () =>
  make('/v1/webhook-endpoints', { url: 'http://127.0.0.1:9/hook', eventTypes: ['message.received'] })
const connect = (headers: Record<string, string>) =>
  call('POST', '/v1/numbers', { phoneNumberId: `10654035${1000 + ++count}`, accessToken: 'EAAGtoken123' }, headers)

/** Not of the first account, which sends from the sandbox number. */
async function number() {
  const headers = await inOther()
  return { headers, id: String(good(await connect(headers)).body.id) }
}
const key = () => make('/v1/api-keys', { name: 'Till', scopes: ['messages:read'] })
const replayOf = (id: string) =>
  call('POST', `/v1/webhook-endpoints/${id}/replays`, { what: 'all', from: '2026-01-01T00:00:00Z' })

async function stopReplay(endpointId: string): Promise<Reply> {
  for (;;) {
    const { body } = good(await replayOf(endpointId))
    const stopped = await call('POST', `/v1/webhook-endpoints/${endpointId}/replays/${body.id}/stop`)
    if (stopped.status !== 409) return stopped // else it was over already: again
  }
}

async function rotatedEndpoint(): Promise<string> {
  const id = await endpoint()
  good(await call('POST', `/v1/webhook-endpoints/${id}/secret`, { graceSeconds: 3600 }))
  return id
}

async function resetToken(): Promise<string> {
  const { email } = await person()
  await mail.next(email)
  await open('/v1/password/reset-request', { email })
  return /#([\w-]+)/.exec(await mail.next(email))?.[1] ?? ''
}

interface Entry {
  action: string
  /** As whom the log is read; else with the account's first key. */
  reader: () => string | undefined
  run(): Promise<() => Promise<Reply>>
}

/** What is prepared makes entries of its own; the one looked for comes after it. */
function entry<What>(
  action: string,
  prepare: () => Promise<What>,
  act: (what: What) => Promise<Reply>,
  reader: () => string | undefined = () => undefined,
): Entry {
  return {
    action,
    reader,
    run: async () =>
      (
        (what: What) => () =>
          act(what)
      )(await prepare()),
  }
}
const nothing = async () => undefined
const change = (action: string, act: () => Promise<Reply>) => entry(action, nothing, act)

let other: string | undefined
const inOther = async () => {
  other = await otherAccount()
  return { authorization: other }
}

const entries: Record<string, Entry> = {
  'cloud-api deleteMedia': entry('media.deleted', upload, (id) => call('DELETE', `/graph/v23.0/${id}`)),
  'cloud-api createTemplate': change('template.created', () =>
    call('POST', `/graph/v23.0/${wabaId}/message_templates`, draft(unique('audited_'))),
  ),
  'cloud-api editTemplate': entry('template.edited', template, ({ metaId }) =>
    call('POST', `/graph/v23.0/${metaId}`, edited()),
  ),
  'cloud-api deleteTemplate': entry('template.deleted', template, ({ name }) =>
    call('DELETE', `/graph/v23.0/${wabaId}/message_templates?name=${name}`),
  ),
  'cloud-api updateBusinessProfile': change('number.profile_changed', () =>
    call('POST', `/graph/v23.0/${gateway.phoneNumberId}/whatsapp_business_profile`, {
      messaging_product: 'whatsapp',
      about: 'Open until eight',
    }),
  ),
  'native signIn': entry('session.started', person, ({ email }) => open('/v1/session', { email, password })),
  'native signOut': entry('session.ended', person, ({ as }) => as('DELETE', '/v1/session')),
  'native finishSignIn': entry('session.started', withFactor, async ({ email, code }) => {
    const { challenge } = (await open('/v1/session', { email, password })).body
    return open('/v1/session/two-factor', { challenge, code: code() })
  }),
  'native acceptInvitation': change('invitation.accepted', async () => {
    const { token } = good(await call('POST', '/v1/invitations', { email: newEmail(), role: 'viewer' })).body
    return open('/v1/invitations/accept', { token, name: 'Asha', password })
  }),
  'native resetPassword': entry('password.reset', resetToken, (token) =>
    open('/v1/password/reset', { token, password: 'four other words in a row' }),
  ),
  'native createTemplate': change('template.created', () => call('POST', '/v1/templates', draft(unique('audited_')))),
  'native editTemplate': entry('template.edited', template, ({ id }) => call('PATCH', `/v1/templates/${id}`, edited())),
  'native deleteTemplate': entry('template.deleted', template, ({ id }) => call('DELETE', `/v1/templates/${id}`)),
  'native releaseTemplate': entry('template.released', heldTemplate, (id) =>
    call('POST', `/v1/templates/${id}/release`),
  ),
  'native changeConversation': entry('conversation.changed', conversation, (id) =>
    call('PATCH', `/v1/conversations/${id}`, { status: 'closed' }),
  ),
  'native deleteMedia': entry('media.deleted', upload, (id) => call('DELETE', `/v1/media/${id}`)),
  'native connectNumber': entry('number.connected', inOther, connect, () => other),
  'native disconnectNumber': entry(
    'number.disconnected',
    number,
    ({ headers, id }) => call('DELETE', `/v1/numbers/${id}`, undefined, headers),
    () => other,
  ),
  'native verifyNumber': change('number.verified', async () => {
    const { body } = await call('GET', '/v1/numbers')
    const sandbox = body.data.find((one: { sandbox: boolean }) => one.sandbox)
    return call('POST', `/v1/numbers/${sandbox.id}/verify`)
  }),
  'native createWebhookEndpoint': change('webhook_endpoint.created', () =>
    call('POST', '/v1/webhook-endpoints', { url: 'http://127.0.0.1:9/new', eventTypes: ['message.received'] }),
  ),
  'native changeWebhookEndpoint': entry('webhook_endpoint.changed', endpoint, (id) =>
    call('PATCH', `/v1/webhook-endpoints/${id}`, { description: 'Till' }),
  ),
  'native deleteWebhookEndpoint': entry('webhook_endpoint.deleted', endpoint, (id) =>
    call('DELETE', `/v1/webhook-endpoints/${id}`),
  ),
  'native rotateWebhookSecret': entry('webhook_endpoint.secret_rotated', endpoint, (id) =>
    call('POST', `/v1/webhook-endpoints/${id}/secret`, {}),
  ),
  'native revokePreviousWebhookSecret': entry('webhook_endpoint.secret_revoked', rotatedEndpoint, (id) =>
    call('DELETE', `/v1/webhook-endpoints/${id}/previous-secret`),
  ),
  'native startWebhookReplay': entry('webhook_replay.started', endpoint, replayOf),
  'native stopWebhookReplay': entry('webhook_replay.stopped', endpoint, stopReplay),
  'native updateAccount': change('account.changed', () => call('PATCH', '/v1/account', { name: unique('Shop ') })),
  'native updateMember': entry('member.role_changed', person, ({ memberId }) =>
    call('PATCH', `/v1/members/${memberId}`, { role: 'agent' }),
  ),
  'native removeMember': entry('member.removed', person, ({ memberId }) => call('DELETE', `/v1/members/${memberId}`)),
  'native signMemberOut': entry('member.signed_out', person, ({ memberId }) =>
    call('DELETE', `/v1/members/${memberId}/sessions`),
  ),
  'native createInvitation': change('invitation.created', () =>
    call('POST', '/v1/invitations', { email: newEmail(), role: 'viewer' }),
  ),
  'native resendInvitation': entry(
    'invitation.resent',
    () => make('/v1/invitations', { email: newEmail(), role: 'viewer' }),
    (id) => call('POST', `/v1/invitations/${id}/resend`),
  ),
  'native revokeInvitation': entry(
    'invitation.revoked',
    () => make('/v1/invitations', { email: newEmail(), role: 'viewer' }),
    (id) => call('POST', `/v1/invitations/${id}/revoke`),
  ),
  'native switchAccount': entry('session.switched', person, async ({ email, as }) => {
    const { body } = good(await call('POST', '/v1/invitations', { email, role: 'viewer' }, await inOther()))
    const joined = await open('/v1/invitations/accept', { token: body.token, name: 'Asha', password })
    const toFirst = { accountId: gateway.accountId }
    good(await browserOf(joined)('POST', '/v1/session/account', toFirst))
    return as('GET', '/v1/session')
  }),
  'native endOtherSessions': entry('session.ended', person, async ({ email }) => {
    const second = browserOf(await open('/v1/session', { email, password }))
    return second('DELETE', '/v1/sessions')
  }),
  'native endSession': entry('session.ended', person, async ({ email, as }) => {
    const second = browserOf(await open('/v1/session', { email, password }))
    const { id } = (await second('GET', '/v1/session')).body
    return as('DELETE', `/v1/sessions/${id}`)
  }),
  'native changePassword': entry('password.changed', person, ({ as }) =>
    as('POST', '/v1/password', { currentPassword: password, newPassword: 'four other words in a row' }),
  ),
  'native confirmTwoFactor': change('two_factor.enabled', async () => (await withFactor()).as('GET', '/v1/session')),
  'native disableTwoFactor': entry('two_factor.disabled', withFactor, ({ as, code }) =>
    as('POST', '/v1/two-factor/disable', { password, code: code() }),
  ),
  'native renewRecoveryCodes': entry('two_factor.codes_renewed', withFactor, ({ as, code }) =>
    as('POST', '/v1/two-factor/recovery-codes', { password, code: code() }),
  ),
  'native eraseContact': entry('contact.erasure_requested', contact, (id) => call('POST', `/v1/contacts/${id}/erase`)),
  'native eraseAccount': entry(
    'account.erasure_requested',
    inOther,
    async (headers) => {
      const asked = await call('POST', '/v1/account/erasure', await ownName(headers), headers)
      good(await call('DELETE', '/v1/account/erasure', undefined, headers)) // until then its key reads nothing
      return asked
    },
    () => other,
  ),
  'native undoAccountErasure': entry(
    'account.erasure_undone',
    async () => {
      const headers = await inOther()
      good(await call('POST', '/v1/account/erasure', await ownName(headers), headers))
      return headers
    },
    (headers) => call('DELETE', '/v1/account/erasure', undefined, headers),
    () => other,
  ),
  'native updateRetention': change('account.retention_changed', () =>
    call('PATCH', '/v1/account/retention', { messagesDays: 300 + ++count }),
  ),
  'native createApiKey': change('api_key.created', () => call('POST', '/v1/api-keys', { name: 'Till' })),
  'native updateApiKey': entry('api_key.changed', key, (id) =>
    call('PATCH', `/v1/api-keys/${id}`, { name: 'Counter' }),
  ),
  'native rotateApiKey': entry('api_key.rotated', key, (id) => call('POST', `/v1/api-keys/${id}/rotate`, {})),
  'native revokeApiKey': entry('api_key.revoked', key, (id) => call('POST', `/v1/api-keys/${id}/revoke`)),
  'waba-portal createTemplate': change('template.created', () =>
    call('POST', '/api/v1/templates', draft(unique('audited_'))),
  ),
  'waba-portal editTemplate': entry('template.edited', template, ({ metaId }) =>
    call('POST', `/api/v1/templates/${metaId}/edit`, edited()),
  ),
  'waba-portal deleteTemplate': entry('template.deleted', template, ({ name }) =>
    call('DELETE', `/api/v1/templates/${name}`),
  ),
  'waba-portal saveWebhook': change('webhook_endpoint.created', savePortalWebhook),
  'waba-portal removeWebhook': entry('webhook_endpoint.deleted', savePortalWebhook, () =>
    call('DELETE', '/api/v1/webhook'),
  ),
  'whatsapi register': entry(
    'account.created',
    nothing,
    async () => {
      const reply = await open('/auth/register', { name: 'New', email: newEmail() })
      other = `Bearer ${reply.body.data.apiKey}`
      return reply
    },
    () => other,
  ),
  'whatsapi saveCredentials': entry('number.connected', inOther, saveCredentials, () => other),
  'whatsapi removeCredentials': entry(
    'number.disconnected',
    async () => {
      const headers = await inOther()
      good(await saveCredentials(headers))
      return headers
    },
    (headers) => call('DELETE', '/auth/me/credentials', undefined, headers),
    () => other,
  ),
  'whatsapi verifyCredentials': entry(
    'number.verified',
    async () => {
      const headers = await inOther()
      const sandbox = await simulator.number(gateway.phoneNumberId)
      const mine = {
        ...sandbox,
        phoneNumberId: '106540352249999',
        wabaId: '106540352248888',
        accessToken: 'EAAGtoken123',
      }
      await fetch(`${gateway.simulatorUrl}/_simulator/numbers`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ numbers: [mine] }),
      })
      const given = { whatsappPhoneNumberId: mine.phoneNumberId, whatsappAccessToken: mine.accessToken }
      good(await call('PUT', '/auth/me/credentials', given, headers))
      return headers
    },
    (headers) => call('POST', '/auth/me/credentials/verify', undefined, headers),
    () => other,
  ),
  'whatsapi rotateKey': entry(
    'api_key.rotated',
    inOther,
    async (headers) => {
      const reply = await call('POST', '/auth/me/rotate-key', undefined, headers)
      other = `Bearer ${reply.body.data.apiKey}`
      return reply
    },
    () => other,
  ),
  'whatsapi saveWebhook': change('webhook_endpoint.created', saveWebhook),
  'whatsapi removeWebhook': entry('webhook_endpoint.deleted', saveWebhook, () => call('DELETE', '/auth/me/webhook')),
}

function savePortalWebhook() {
  return call('PUT', '/api/v1/webhook', { webhookUrl: 'http://127.0.0.1:9/portal', webhookEnabled: true })
}
function saveWebhook() {
  return call('PUT', '/auth/me/webhook', { url: 'http://127.0.0.1:9/whatsapi' })
}
function saveCredentials(headers: Record<string, string>) {
  const given = { whatsappAccessToken: 'EAAGtoken1234567890', whatsappPhoneNumberId: `1065403522${10_000 + ++count}` }
  return call('PUT', '/auth/me/credentials', given, headers)
}
async function ownName(headers: Record<string, string>) {
  return { confirm: (await call('GET', '/v1/account', undefined, headers)).body.name }
}

/** Messages are their own record, with a timeline of what became of them. */
const messages = new Set([
  'cloud-api sendMessage',
  'mobile-gateway sendMessage',
  'mobile-gateway broadcastMessage',
  'native sendMessage',
  'native sendBatch',
  'native cancelMessage',
  'native retryMessage',
  'native markMessageRead',
  'native markConversationRead',
  'waba-portal sendText',
  'waba-portal sendTemplate',
  'waba-portal sendMedia',
  'waba-portal sendInteractive',
  'waba-portal markRead',
  'whatsapi sendMessage',
  'whatsapi sendBulk',
  'whatsapi retryMessage',
  'wonestop sendMessage',
])

const added = 'a file on its way into a message: it has its own dated record, and only its removal takes something away'
const again = 'an event goes out once more; each attempt stands in the log of its delivery'
const reads = 'changes nothing'
const exempt: Record<string, string> = {
  'cloud-api uploadMedia': added,
  'mobile-gateway uploadMedia': added,
  'native uploadMedia': added,
  'native fetchMedia': added,
  'native uploadTemplateSample': 'a sample at Meta that nothing names until a template does, which is recorded',
  'native lintTemplate': reads,
  'native previewTemplate': reads,
  'native previewInvitation': reads,
  'native syncTemplates': 'reads from Meta what a worker reads every hour; what is new is an event',
  'native requestPasswordReset':
    'changes nothing until the link is used (password.reset); anybody may ask, for anybody',
  'native beginTwoFactor': 'nothing is on before it is confirmed (two_factor.enabled)',
  'native testWebhookEndpoint': again,
  'native deliverEvent': again,
  'native replayWebhookDelivery': again,
  'waba-portal testWebhook': again,
  'whatsapi startCheckout': 'nothing is bought before the payment, which is recorded (account.plan_changed)',
  'operations receiveMetaNotification': "Meta's word, kept as it came in the journal",
  'operations receivePaymentNotification':
    'names a subscription; the change of plan is recorded (account.plan_changed)',
}

/** Recorded, and looked at where what it needs is at hand. */
const elsewhere: Record<string, string> = {
  'native signUpNumber': 'tests/dialects/native/number-signups.test.ts: number_signup.*',
  'native revealNumberPin': 'tests/dialects/native/number-signups.test.ts: number_signup.pin_revealed',
  'native setNumberCallback': 'tests/dialects/native/number-callback.test.ts',
  'native clearNumberCallback': 'tests/dialects/native/number-callback.test.ts',
}

test('every writing operation is recorded, or it is listed why not', () => {
  const listed = [entries, exempt, elsewhere].flatMap((list) => Object.keys(list)).concat(...messages)
  assert.deepEqual(writing.toSorted(), listed.toSorted())
})

describe('who did what, before and after, stands in the audit log', () => {
  test.each(Object.entries(entries))('%s', async (_name, { action, run, reader }) => {
    const act = await run()
    const logged = async () => {
      const authorization = reader()
      const reply = await call('GET', `/v1/audit-log?action=${action}&limit=100`, undefined, {
        ...(authorization && { authorization }),
      })
      return (reply.status === 200 ? reply.body.data : []) as AuditView[]
    }
    const before = new Set((await logged()).map(({ id }) => id))
    good(await act())
    const [made] = (await logged()).filter(({ id }) => !before.has(id))
    assert.ok(made, `no ${action}`)
    assertTold(made)
  })
})

interface AuditView {
  id: string
  action: string
  actor: { kind: string }
  target: { kind: string; id: string }
  before: object | null
  after: object | null
}

/** What was made has no before, what is gone has no after, what was changed has both, and they differ. */
function assertTold({ action, target, before, after }: AuditView): void {
  assert.ok(target.id)
  if (/\.(created|connected|started)$/.test(action)) assert.deepEqual([before, after === null], [null, false], action)
  if (/\.(deleted|disconnected|removed)$/.test(action))
    assert.deepEqual([before === null, after], [false, null], action)
  if (/\.(changed|edited|role_changed|retention_changed|released)$/.test(action) && !action.startsWith('password')) {
    assert.ok(before && after, action)
    assert.notDeepEqual(before, after, action)
  }
}

test('the record of a template tells its components before and after, and who', async () => {
  const { id, name } = await template()
  const edit = edited()
  good(await call('PATCH', `/v1/templates/${id}`, edit))
  good(await call('DELETE', `/v1/templates/${id}`))
  const { body } = await call('GET', `/v1/audit-log?targetKind=template&targetId=${id}`)
  const texts = body.data.map((one: { action: string; before: Told | null; after: Told | null }) => [
    one.action,
    one.before?.components[0]?.text ?? null,
    one.after?.components[0]?.text ?? null,
  ])
  const [first, second] = [`Your order for ${name} is ready.`, edit.components[0]?.text]
  assert.deepEqual(texts, [
    ['template.deleted', second, null],
    ['template.edited', first, second],
    ['template.created', null, first],
  ])
  assert.deepEqual([body.data[0].actor.kind, body.data[0].before.name], ['api_key', name])
  assert.ok(body.data[0].requestId)
})
type Told = { components: { text: string }[] }
