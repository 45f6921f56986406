import { type AuditWorld, good } from './audit-world.ts'
import { change, type Entries, entry, inOther } from './entry.ts'

/** Of an account of its own: the first one sends from the sandbox number. */
interface Connected {
  headers: { authorization: string }
  id: string
}

const accessToken = 'EAAGtoken1234567890'
const newNumberId = (world: AuditWorld) => `1065403522${10_000 + world.next()}`
const another = (world: AuditWorld) => world.inOther()

const connect = (world: AuditWorld, headers: Connected['headers']) =>
  world.call('POST', '/v1/numbers', { phoneNumberId: newNumberId(world), accessToken }, headers)

async function connected(world: AuditWorld): Promise<Connected> {
  const headers = await world.inOther()
  return { headers, id: String(good(await connect(world, headers)).body.id) }
}

const saveCredentials = (world: AuditWorld, headers: Connected['headers'], phoneNumberId = newNumberId(world)) =>
  world.call(
    'PUT',
    '/auth/me/credentials',
    { whatsappAccessToken: accessToken, whatsappPhoneNumberId: phoneNumberId },
    headers,
  )

async function withCredentials(world: AuditWorld) {
  const headers = await world.inOther()
  good(await saveCredentials(world, headers))
  return headers
}

/** A number that is at Meta too, so that it can be verified. */
async function withRealCredentials(world: AuditWorld) {
  const { gateway, simulator } = world
  const headers = await world.inOther()
  const sandbox = await simulator.number(gateway.phoneNumberId)
  const mine = { ...sandbox, phoneNumberId: newNumberId(world), wabaId: '106540352248888', accessToken }
  await simulator.call('PUT', 'numbers', { numbers: [mine] })
  good(await saveCredentials(world, headers, mine.phoneNumberId))
  return headers
}

async function sandboxNumber({ call }: AuditWorld): Promise<string> {
  const { body } = await call('GET', '/v1/numbers')
  return body.data.find((one: { sandbox: boolean }) => one.sandbox).id
}

const atMeta = (action: string, edge: string, body: object) =>
  change(action, ({ call, gateway }) => call('POST', `/graph/v23.0/${gateway.phoneNumberId}/${edge}`, body))

/** A person who wrote, so that Meta takes a block. */
async function writer({ simulator, gateway }: AuditWorld): Promise<object> {
  const from = '14155550141'
  await simulator.inbound({ phoneNumberId: gateway.phoneNumberId, from, type: 'text', text: { body: 'hi' } })
  return { messaging_product: 'whatsapp', block_users: [{ user: from }] }
}

/** Which numbers an account sends from, and how they show themselves. */
export const numberEntries: Entries = {
  'cloud-api updateBusinessProfile': change('number.profile_changed', ({ call, gateway }) =>
    call('POST', `/graph/v23.0/${gateway.phoneNumberId}/whatsapp_business_profile`, {
      messaging_product: 'whatsapp',
      about: 'Open until eight',
    }),
  ),
  'cloud-api registerNumber': atMeta('number.registered', 'register', { messaging_product: 'whatsapp', pin: '123456' }),
  'cloud-api requestCode': atMeta('number.code_requested', 'request_code', { code_method: 'SMS', language: 'en_US' }),
  'cloud-api verifyCode': atMeta('number.code_verified', 'verify_code', { code: '123456' }),
  'cloud-api updateSettings': atMeta('number.settings_changed', 'settings', {
    user_identity_change: { enable_identity_key_check: true },
  }),
  'cloud-api updateCommerceSettings': atMeta('number.settings_changed', 'whatsapp_commerce_settings', {
    is_cart_enabled: true,
  }),
  'cloud-api updateAutomation': atMeta('number.settings_changed', 'conversational_automation', { prompts: ['Book'] }),
  'cloud-api saveQrCode': atMeta('number.settings_changed', 'message_qrdls', { prefilled_message: 'Hi' }),
  'cloud-api deleteQrCode': entry(
    'number.settings_changed',
    async ({ call, gateway }) =>
      good(await call('POST', `/graph/${gateway.phoneNumberId}/message_qrdls`, { prefilled_message: 'Hi' })).body.code,
    ({ call, gateway }, code) => call('DELETE', `/graph/${gateway.phoneNumberId}/message_qrdls/${code}`),
  ),
  'cloud-api blockUsers': entry('number.block_list_changed', writer, ({ call, gateway }, body) =>
    call('POST', `/graph/${gateway.phoneNumberId}/block_users`, body),
  ),
  'cloud-api unblockUsers': entry('number.block_list_changed', writer, ({ call, gateway }, body) =>
    call('DELETE', `/graph/${gateway.phoneNumberId}/block_users`, body),
  ),
  'cloud-api subscribeApp': entry(
    'number.subscription_changed',
    async ({ call, wabaId }) => good(await call('DELETE', `/graph/${wabaId}/subscribed_apps`)),
    ({ call, wabaId }) => call('POST', `/graph/${wabaId}/subscribed_apps`),
  ),
  'native connectNumber': inOther(entry('number.connected', another, connect)),
  'native disconnectNumber': inOther(
    entry('number.disconnected', connected, (world, { headers, id }) =>
      world.call('DELETE', `/v1/numbers/${id}`, undefined, headers),
    ),
  ),
  'native verifyNumber': entry('number.verified', sandboxNumber, (world, id) =>
    world.call('POST', `/v1/numbers/${id}/verify`),
  ),
  'whatsapi saveCredentials': inOther(
    entry('number.connected', another, (world, headers) => saveCredentials(world, headers)),
  ),
  'whatsapi removeCredentials': inOther(
    entry('number.disconnected', withCredentials, (world, headers) =>
      world.call('DELETE', '/auth/me/credentials', undefined, headers),
    ),
  ),
  'whatsapi verifyCredentials': inOther(
    entry('number.verified', withRealCredentials, (world, headers) =>
      world.call('POST', '/auth/me/credentials/verify', undefined, headers),
    ),
  ),
}
