import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createCloudApiClient } from '@dawk/cloud-api/client.ts'
import { maxMediaBytes, maxStillStickerBytes, mediaRules } from '@dawk/cloud-api/media-formats.ts'
import { onTestFinished, test } from 'vitest'
import { asArray, asObject } from '../json.ts'
import { errorOf, startTestSimulator, testNumber } from '../testing.ts'
import { samples } from './samples.ts'

const day = 24 * 60 * 60 * 1000
const { phoneNumberId, accessToken } = testNumber

async function start() {
  const simulator = await startTestSimulator({ openWindow: true })
  const client = createCloudApiClient({ baseUrl: simulator.url })
  onTestFinished(() => client.close())
  const upload = async (bytes: Uint8Array, type: string, fields: Record<string, string> = {}) => {
    const form = new FormData()
    form.set('file', new Blob([Buffer.from(bytes)], { type }), 'a.bin')
    for (const [name, value] of Object.entries({ messaging_product: 'whatsapp', ...fields })) form.set(name, value)
    const reply = await fetch(`${simulator.url}/v23.0/${phoneNumberId}/media`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}` },
      body: form,
    })
    return { status: reply.status, body: asObject(await reply.json()) }
  }
  return { ...simulator, client, upload }
}

const read = async (body: AsyncIterable<Uint8Array>) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('a file goes up, is described, comes down with the token, and is gone after its deletion', async () => {
  const { client, url } = await start()
  const { bytes, mimeType } = samples.image
  const up = await client.uploadMedia({
    phoneNumberId,
    token: accessToken,
    content: (async function* () {
      yield bytes
    })(),
    sizeBytes: bytes.length,
    mimeType,
    filename: 'a "quoted" name.jpg',
  })
  assert.ok(up.ok)
  const mediaId = up.data.id
  const details = await client.getMedia({ mediaId, token: accessToken, phoneNumberId })
  assert.ok(details.ok)
  const { mime_type, sha256, file_size } = details.data
  assert.deepEqual(
    [mime_type, sha256, file_size],
    ['image/jpeg', createHash('sha256').update(bytes).digest('hex'), bytes.length],
  )
  const down = await client.downloadMedia({ url: details.data.url, token: accessToken })
  assert.ok(down.ok)
  assert.deepEqual(await read(down.body), bytes)
  assert.equal((await fetch(details.data.url)).status, 401)
  assert.equal((await fetch(`${url}/_simulator/media/${mediaId}`)).headers.get('content-type'), 'image/jpeg')
  assert.ok((await client.deleteMedia({ mediaId, token: accessToken })).ok)
  const gone = await client.getMedia({ mediaId, token: accessToken })
  assert.ok(!gone.ok && !gone.unreachable)
  assert.deepEqual([gone.httpStatus, gone.error.code, gone.error.error_subcode], [400, 100, 33])
})

test('a link lives five minutes, an upload thirty days, what people sent seven', async () => {
  const { client, upload, control } = await start()
  const up = await upload(samples.image.bytes, 'image/jpeg')
  const mediaId = String(up.body['id'])
  const details = await client.getMedia({ mediaId, token: accessToken })
  assert.ok(details.ok)
  await control('PUT', 'clock', { advanceMs: 5 * 60 * 1000 + 1000 })
  const late = await client.downloadMedia({ url: details.data.url, token: accessToken })
  assert.ok(!late.ok && late.unreachable)
  assert.equal(late.httpStatus, 404)
  await control('PUT', 'clock', { advanceMs: 30 * day - 6 * 60 * 1000 })
  assert.ok((await client.getMedia({ mediaId, token: accessToken })).ok)
  await control('PUT', 'clock', { advanceMs: 2 * 60 * 1000 })
  assert.ok(!(await client.getMedia({ mediaId, token: accessToken })).ok)
})

test('types are those of the part itself, sizes those of the kind', async () => {
  const { upload } = await start()
  const bytes = samples.image.bytes
  const refused = await upload(bytes, 'text/csv', { type: 'image/jpeg' })
  assert.match(
    String(errorOf(refused)[2]),
    /one of the following types: audio\/aac, .*Received file of type 'text\/csv'\./,
  )
  assert.equal(errorOf(await upload(bytes, 'application/octet-stream'))[1], 100)
  assert.equal(errorOf(await upload(Buffer.alloc(0), 'image/png'))[1], 100)
  assert.equal(errorOf(await upload(bytes, 'image/jpeg', { messaging_product: 'x' }))[1], 100)
  for (const kind of ['image', 'sticker'] as const) {
    const { maxBytes, types } = mediaRules[kind]
    const type = types[0] ?? ''
    assert.equal((await upload(Buffer.alloc(maxBytes, 1), type)).status, 200)
    assert.equal(errorOf(await upload(Buffer.alloc(maxBytes + 1, 1), type))[1], 131053)
  }
  assert.equal(errorOf(await upload(Buffer.alloc(maxMediaBytes + 1), 'application/pdf'))[1], 131053)
})

test('an unknown id is refused at once, a file of the wrong kind or content fails later', async () => {
  const { upload, send, statuses, quiet } = await start()
  const id = String((await upload(samples.image.bytes, 'image/jpeg')).body['id'])
  const fake = String((await upload(Buffer.from('not a picture'), 'image/png')).body['id'])
  assert.deepEqual(errorOf(await send({ type: 'image', image: { id: '123' } })), [
    400,
    100,
    "(#100) Param image['id'] is not a valid whatsapp business account media attachment ID",
  ])
  const header = { type: 'document', document: { id: '123' } }
  const buttons = { buttons: [{ type: 'reply', reply: { id: 'a', title: 'a' } }] }
  const interactive = { type: 'button', header, body: { text: 'x' }, action: buttons }
  assert.match(
    String(errorOf(await send({ type: 'interactive', interactive }))[2]),
    /interactive\['header'\]\['document'\]\['id'\]/,
  )
  for (const message of [
    { type: 'image', image: { id } },
    { type: 'video', video: { id } },
    { type: 'image', image: { id: fake } },
  ])
    assert.equal((await send(message)).status, 200)
  await quiet()
  const failed = statuses().filter(({ status }) => status === 'failed')
  assert.deepEqual(
    failed.map(({ errors }) => asObject(asArray(errors)[0])['code']),
    [131053, 131053],
  )
})

test('a sticker of other pixels, or a still one of more than 100 KB, fails later', async () => {
  const { upload, send, statuses, quiet } = await start()
  const { bytes } = samples.sticker
  const small = Buffer.from(bytes)
  small.writeUInt16LE(511, 26) // the width
  const long = (length: number) => Buffer.concat([bytes, Buffer.alloc(length - bytes.length)])
  const expected: [Buffer, boolean][] = [
    [bytes, true],
    [small, false],
    [long(maxStillStickerBytes), true],
    [long(maxStillStickerBytes + 1), false],
  ]
  for (const [file] of expected) {
    const { body } = await upload(file, 'image/webp')
    assert.equal((await send({ type: 'sticker', sticker: { id: body['id'] } })).status, 200)
  }
  await quiet()
  const ends = statuses().filter(({ status }) => status === 'failed' || status === 'delivered')
  assert.deepEqual(ends.map(({ status }) => status).sort(), ['delivered', 'delivered', 'failed', 'failed'])
  const codes = ends.flatMap(({ errors }) => asArray(errors).map((error) => asObject(error)['code']))
  assert.deepEqual(codes, [131053, 131053])
})

test('what a person sends can be fetched, and its hash is that of the bytes', async () => {
  const { client, control, quiet, receiver } = await start()
  const from = { phoneNumberId, from: '919900112233' }
  await control('POST', 'inbound', { ...from, type: 'audio' })
  const data = samples.sticker.bytes.toString('base64')
  await control('POST', 'inbound', { ...from, type: 'sticker', sticker: { data } })
  await quiet()
  const messages = receiver.received.flatMap(({ value }) => asArray(value['messages']).map(asObject))
  for (const [kind, sample] of [
    ['audio', samples.audio],
    ['sticker', samples.sticker],
  ] as const) {
    const media = asObject(messages.find(({ type }) => type === kind)?.[kind])
    assert.equal(media['sha256'], createHash('sha256').update(sample.bytes).digest('base64'))
    const details = await client.getMedia({ mediaId: String(media['id']), token: accessToken })
    assert.ok(details.ok)
    const down = await client.downloadMedia({ url: details.data.url, token: accessToken })
    assert.ok(down.ok)
    assert.deepEqual(await read(down.body), sample.bytes)
    assert.ok((await client.downloadMedia({ url: String(media['url']), token: accessToken })).ok)
  }
  const withNumber = await client.getMedia({
    mediaId: String(asObject(messages[0]?.['audio'])['id']),
    token: accessToken,
    phoneNumberId,
  })
  assert.ok(!withNumber.ok, 'inbound media does not take phone_number_id')
})
