import assert from 'node:assert/strict'
import { createCloudApiClient } from '@dawk/cloud-api/client.ts'
import { onTestFinished, test } from 'vitest'
import { samples } from '../media/samples.ts'
import { appIdOf } from '../numbers/numbers.ts'
import { errorOf, startTestSimulator, testNumber, text } from '../testing.ts'

const { phoneNumberId, wabaId, appSecret } = testNumber
const token = testNumber.accessToken
const access = { phoneNumberId, token }

async function start() {
  const simulator = await startTestSimulator()
  const client = createCloudApiClient({ baseUrl: simulator.url })
  onTestFinished(() => client.close())
  return { ...simulator, client }
}

async function startWithSecond() {
  const { receiver: first, ...simulator } = await start()
  const { receiver: second } = await startTestSimulator()
  return { ...simulator, receiver: { first, second } }
}

test('a code is exchanged once and within thirty seconds for a token of the account', async () => {
  const { client, control } = await start()
  const appId = appIdOf(testNumber)
  const newCode = async () => String((await control('POST', 'oauth-codes', { wabaId })).body['code'])
  const code = await newCode()
  const exchanged = await client.exchangeCode({ appId, appSecret, code })
  assert.ok(exchanged.ok)
  const business = exchanged.data.access_token
  assert.ok(!(await client.exchangeCode({ appId, appSecret, code })).ok)
  assert.ok(!(await client.exchangeCode({ appId, appSecret: 'wrong', code: await newCode() })).ok)
  const late = await newCode()
  await control('PUT', 'clock', { advanceMs: 31_000 })
  assert.ok(!(await client.exchangeCode({ appId, appSecret, code: late })).ok)
  const details = await client.debugToken({ inputToken: business, token: `${appId}|${appSecret}` })
  assert.ok(details.ok)
  assert.deepEqual([details.data.data.is_valid, details.data.data.granular_scopes?.[0]?.target_ids], [true, [wabaId]])
  const numbers = await client.listPhoneNumbers({ wabaId, token: business })
  assert.ok(numbers.ok)
  assert.deepEqual(
    numbers.data.data.map(({ id }) => id),
    [phoneNumberId],
  )
  assert.ok(!(await client.debugToken({ inputToken: business, token: `${appId}|wrong` })).ok)
})

test('what is wrong with a code is told apart, and a token tells what was granted to the app that has it', async () => {
  const { client, control } = await start()
  const appId = appIdOf(testNumber)
  const newCode = async (more = {}) => String((await control('POST', 'oauth-codes', { wabaId, ...more })).body['code'])
  const refusalOf = async (code: string) => {
    const answer = await client.exchangeCode({ appId, appSecret, code })
    return answer.ok || answer.unreachable ? null : [answer.error.code, answer.error.error_subcode ?? null]
  }
  const code = await newCode({ scopes: ['whatsapp_business_management'], targetIds: ['1'] })
  const exchanged = await client.exchangeCode({ appId, appSecret, code })
  assert.ok(exchanged.ok)
  assert.deepEqual(await refusalOf(code), [100, 36009])
  assert.deepEqual(await refusalOf('AQnobody'), [100, null])
  const late = await newCode()
  await control('PUT', 'clock', { advanceMs: 31_000 })
  assert.deepEqual(await refusalOf(late), [100, 36007])
  const other = { ...testNumber, phoneNumberId: '5551', wabaId: '5552', accessToken: 'other', appSecret: 'another-app' }
  await control('PUT', 'numbers', { numbers: [other] })
  assert.deepEqual(await refusalOf(await newCode({ wabaId: '5552' })), [100, 36008])
  const inputToken = exchanged.data.access_token
  const details = await client.debugToken({ inputToken, token: `${appId}|${appSecret}` })
  assert.deepEqual(details.ok && details.data.data.granular_scopes, [
    { scope: 'whatsapp_business_management', target_ids: ['1'] },
  ])
  const viewed = await client.debugToken({ inputToken, token: `${appIdOf(other)}|another-app` })
  assert.match(!viewed.ok && !viewed.unreachable ? viewed.error.message : '', /did not match the Viewing App/)
})

test('an override takes the messages of its account, and news of the account stays with the app', async () => {
  const { client, control, receiver, call, quiet } = await startWithSecond()
  const override = { overrideCallbackUri: receiver.second.url, verifyToken: 'good' }
  assert.ok((await client.subscribeApp({ wabaId, token, ...override })).ok)
  const configured = await call('GET', `/v23.0/${phoneNumberId}?fields=webhook_configuration`)
  assert.deepEqual(configured.body['webhook_configuration'], {
    whatsapp_business_account: receiver.second.url,
    application: receiver.first.url,
  })
  await control('POST', 'inbound', { phoneNumberId, from: '919900112233', ...text() })
  await control('PUT', `numbers/${phoneNumberId}/health`, { webhooks: [{ field: 'account_update', value: {} }] })
  await quiet()
  assert.deepEqual([receiver.first.received.length, receiver.second.received.length], [1, 1])
  assert.ok((await client.subscribeApp({ wabaId, token })).ok)
  await control('POST', 'inbound', { phoneNumberId, from: '919900112233', ...text() })
  await quiet()
  assert.deepEqual([receiver.first.received.length, receiver.second.received.length], [2, 1])
  const long = await client.subscribeApp({
    wabaId,
    token,
    overrideCallbackUri: `${receiver.second.url}?${'x'.repeat(200)}`,
    verifyToken: 'good',
  })
  assert.ok(!long.ok)
})

test('single calls are refused, delayed or cut off as the faults say, so often and no more', async () => {
  const { client, control } = await start()
  const register = () => client.registerNumber({ ...access, pin: '123456' })
  const faults = (calls: object) => control('PUT', 'faults', { calls })
  await faults({ register: { code: 133008, times: 1 } })
  const refused = await register()
  assert.ok(!refused.ok && !refused.unreachable && refused.error.code === 133008)
  assert.ok((await register()).ok)
  await client.deregisterNumber(access)
  await faults({ register: { drop: 'before', times: 1 } })
  assert.ok(!(await register()).ok)
  const status = async () => {
    const read = await client.getPhoneNumber(access)
    return read.ok && read.data.status
  }
  assert.equal(await status(), 'DISCONNECTED')
  await faults({ register: { drop: 'after', times: 1 } })
  const cut = await register()
  assert.ok(!cut.ok && cut.unreachable)
  assert.equal(await status(), 'CONNECTED')
  assert.equal((await faults({ register: { colour: 1 } })).status, 400)
})

test('a number is registered ten times in 72 hours and no more', async () => {
  const { client, control } = await start()
  await control('PUT', 'numbers', { numbers: [{ ...testNumber, phoneNumberId: '5551', registered: false }] })
  const register = () => client.registerNumber({ phoneNumberId: '5551', token, pin: '123456' })
  const first = await client.getPhoneNumber({ phoneNumberId: '5551', token })
  assert.deepEqual(first.ok && [first.data.status, first.data.platform_type], ['DISCONNECTED', 'NOT_APPLICABLE'])
  for (let times = 0; times < 10; times++) assert.ok((await register()).ok)
  const refused = await register()
  assert.ok(!refused.ok && !refused.unreachable && refused.error.code === 133016)
  await control('PUT', 'clock', { advanceMs: 73 * 3600_000 })
  assert.ok((await register()).ok)
})

test('an app is subscribed, listed with its override, and unsubscribed', async () => {
  const { client, receiver } = await start()
  const override = { overrideCallbackUri: receiver.url, verifyToken: 'good' }
  assert.ok((await client.subscribeApp({ wabaId, token, ...override })).ok)
  const listed = await client.listSubscribedApps({ wabaId, token })
  assert.ok(listed.ok)
  assert.equal(listed.data.data[0]?.override_callback_uri, receiver.url)
  assert.ok((await client.unsubscribeApp({ wabaId, token })).ok)
  const empty = await client.listSubscribedApps({ wabaId, token })
  assert.deepEqual(empty.ok && empty.data.data, [])
})

test('an upload goes on where it stopped and ends in a handle', async () => {
  const { client } = await start()
  const { bytes } = samples.image
  const file = { fileName: 'a.jpg', fileBytes: bytes.length, fileType: 'image/jpeg' }
  const opened = await client.openUpload({ appId: appIdOf(testNumber), token, ...file })
  assert.ok(opened.ok)
  const uploadId = opened.data.id
  await client.continueUpload({ uploadId, token, offset: 0, bytes: bytes.subarray(0, 100) })
  const state = await client.readUpload({ uploadId, token })
  assert.deepEqual(state.ok && state.data.file_offset, 100)
  const wrong = await client.continueUpload({ uploadId, token, offset: 0, bytes })
  assert.ok(!wrong.ok)
  const done = await client.continueUpload({ uploadId, token, offset: 100, bytes: bytes.subarray(100) })
  assert.ok(done.ok)
  assert.match(done.data.h, /^4:/)
  const profile = { about: 'Open 9 to 5', websites: ['https://shop.example'], profile_picture_handle: done.data.h }
  assert.ok((await client.updateBusinessProfile({ ...access, profile })).ok)
  const refused = await client.openUpload({ appId: appIdOf(testNumber), token, ...file, fileType: 'text/csv' })
  assert.ok(!refused.ok)
})

test('a profile changes in part and keeps to its limits', async () => {
  const { client } = await start()
  const update = (profile: object) => client.updateBusinessProfile({ ...access, profile })
  assert.ok((await update({ about: 'a'.repeat(139), vertical: 'RETAIL' })).ok)
  assert.ok((await update({ email: 'shop@example.org' })).ok)
  const read = await client.getBusinessProfile(access)
  assert.deepEqual(read.ok && read.data.data[0], {
    about: 'a'.repeat(139),
    vertical: 'RETAIL',
    email: 'shop@example.org',
    messaging_product: 'whatsapp',
  })
  for (const wrong of [
    { about: 'a'.repeat(140) },
    { about: '' },
    { vertical: 'SHOP' },
    { websites: ['https://a', 'https://b', 'https://c'] },
    { websites: ['shop'] },
    { profile_picture_handle: '4:none' },
    { colour: 'red' },
  ])
    assert.ok(!(await update(wrong)).ok, JSON.stringify(wrong))
})

test('a deregistered number sends nothing until it is registered with its PIN', async () => {
  const { client, send } = await start()
  assert.ok((await client.registerNumber({ ...access, pin: '123456' })).ok)
  assert.ok((await client.deregisterNumber(access)).ok)
  assert.deepEqual(errorOf(await send(text())).slice(0, 2), [400, 133010])
  const wrong = await client.registerNumber({ ...access, pin: '654321' })
  assert.ok(!wrong.ok && !wrong.unreachable && wrong.error.code === 133005)
  assert.ok((await client.registerNumber({ ...access, pin: '123456' })).ok)
  assert.equal((await send(text())).status, 200)
})

test('only who wrote within a day is blocked; a part that fails stands beside what succeeded', async () => {
  const { client, control } = await start()
  await control('POST', 'inbound', { phoneNumberId, from: '919900112233', ...text() })
  const mixed = await client.blockUsers({ ...access, users: ['+919900112233', '+919900112244'] })
  assert.ok(mixed.ok)
  assert.deepEqual(mixed.data.block_users.added_users, [{ input: '+919900112233', wa_id: '919900112233' }])
  assert.equal(mixed.data.block_users.failed_users?.length, 1)
  assert.equal(mixed.data.error?.code, 139100)
  const listed = await client.listBlockedUsers(access)
  assert.deepEqual(listed.ok && listed.data.data[0]?.block_users?.map(({ wa_id }) => wa_id), ['919900112233'])
  assert.ok((await client.unblockUsers({ ...access, users: ['+919900112233'] })).ok)
  const empty = await client.listBlockedUsers(access)
  assert.deepEqual(empty.ok && empty.data.data, [])
})
