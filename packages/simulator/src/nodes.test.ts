import assert from 'node:assert/strict'
import { createCloudApiClient } from '@dawk/cloud-api/client.ts'
import { onTestFinished, test } from 'vitest'
import { samples } from './media/samples.ts'
import { appIdOf } from './numbers.ts'
import { errorOf, startTestSimulator, testNumber, text } from './testing.ts'

const { phoneNumberId, wabaId, appSecret } = testNumber
const token = testNumber.accessToken
const access = { phoneNumberId, token }

async function start() {
  const simulator = await startTestSimulator()
  const client = createCloudApiClient({ baseUrl: simulator.url })
  onTestFinished(() => client.close())
  return { ...simulator, client }
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
