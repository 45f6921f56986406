import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, test } from 'vitest'
import { checked } from '../support/native.ts'
import { until } from '../support/processes.ts'
import { files, padded, webpOf } from './files.ts'
import { type MediaWorld, openMediaWorld } from './world.ts'

let world: MediaWorld
beforeAll(async () => {
  world = await openMediaWorld()
})
afterAll(() => world.close())

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const bytesOf = async (reply: Response) => Buffer.from(await reply.arrayBuffer())

async function stranger(): Promise<string> {
  const email = `${Math.random()}@example.com`
  const { body } = await world.gateway.call('POST', '/auth/register', { name: 'Stranger', email })
  return body.data.apiKey
}

test('every format of WhatsApp is known by its bytes, whatever it is called', async () => {
  const expected: [keyof typeof files, string, string][] = [
    ['jpeg', 'image', 'image/jpeg'],
    ['png', 'image', 'image/png'],
    ['webp', 'sticker', 'image/webp'],
    ['animatedWebp', 'sticker', 'image/webp'],
    ['mp4', 'video', 'video/mp4'],
    ['gpp', 'video', 'video/3gpp'],
    ['m4a', 'audio', 'audio/mp4'],
    ['aac', 'audio', 'audio/aac'],
    ['amr', 'audio', 'audio/amr'],
    ['mp3', 'audio', 'audio/mpeg'],
    ['opus', 'audio', 'audio/ogg; codecs=opus'],
    ['pdf', 'document', 'application/pdf'],
    ['text', 'document', 'text/plain'],
    ['doc', 'document', 'application/msword'],
    ['xls', 'document', 'application/vnd.ms-excel'],
    ['ppt', 'document', 'application/vnd.ms-powerpoint'],
    ['docx', 'document', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['xlsx', 'document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['pptx', 'document', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ]
  for (const [name, kind, mimeType] of expected) {
    const { status, body } = await world.upload(files[name], 'application/octet-stream')
    assert.deepEqual([name, status, body.kind, body.mimeType], [name, 201, kind, mimeType], JSON.stringify(body))
    assert.equal((await world.upload(files[name], mimeType)).status, 201, name)
  }
})

test('what WhatsApp does not take is refused with what was given', async () => {
  const cases: [Buffer, string, RegExp][] = [
    [files.gif, 'image/gif', /The file is image\/gif. WhatsApp takes: image\/jpeg/],
    [files.exe, 'image/jpeg', /exe|msdownload|octet|portable|image\/jpeg/],
    [files.zip, 'application/octet-stream', /application\/zip/],
    [files.vorbis, 'audio/ogg', /audio\/ogg without Opus/],
    [files.png, 'image/jpeg', /sent as image\/jpeg, and its bytes are image\/png/],
    [files.text, 'text/csv', /sent as text\/csv, and its bytes are text\/plain/],
    [Buffer.from('\0\x01\x02'), 'text/plain', /of no format that is known/],
    [Buffer.alloc(0), 'image/jpeg', /empty/],
    [webpOf(512, 511, false), 'image/webp', /A sticker .* has 512 x 512 pixels; this one has 512 x 511\./],
    [padded(webpOf(300, 512, true), 10_000), 'image/webp', /512 x 512 pixels; this one has 300 x 512/],
    [Buffer.from('RIFF\x0c\0\0\0WEBPVP8 ', 'latin1'), 'image/webp', /this one has none that its header tells/],
  ]
  for (const [bytes, type, expected] of cases) {
    const { status, body } = await world.upload(bytes, type)
    assert.deepEqual([status, body.code, body.errors[0].path], [422, 'media_refused', 'file'], JSON.stringify(body))
    assert.match(body.detail, expected)
  }
  const none = await world.gateway.call('POST', '/v1/media', {})
  assert.deepEqual([none.status, none.body.errors[0].path], [400, 'file'])
})

test('each kind may be as long as its limit and not a byte longer', async () => {
  const megabyte = 1024 * 1024
  const limits: [keyof typeof files, number][] = [
    ['jpeg', 5 * megabyte],
    ['webp', 100 * 1024],
    ['animatedWebp', 500 * 1024],
    ['mp4', 16 * megabyte],
    ['mp3', 16 * megabyte],
  ]
  for (const [name, maxBytes] of limits) {
    const exact = await world.upload(padded(files[name], maxBytes), '')
    assert.deepEqual([name, exact.status, exact.body.sizeBytes], [name, 201, maxBytes])
    const longer = await world.upload(padded(files[name], maxBytes + 1), '')
    assert.deepEqual([name, longer.status, longer.body.code], [name, 422, 'media_refused'])
    assert.match(longer.body.detail, new RegExp(`at most ${maxBytes} bytes`))
  }
})

test('a file is listed, read in parts, and deleted; to others it does not exist', async () => {
  const call = await checked(world.gateway)
  const { body: file } = await world.upload(files.pdf, 'application/pdf', { filename: 'Rechnung "März".pdf' })
  const { url, urlExpiresAt, ...lasting } = file
  assert.equal(file.sha256, createHash('sha256').update(files.pdf).digest('hex'))
  const read = (await call('GET', `/v1/media/${file.id}`)).body
  assert.deepEqual({ ...read, url, urlExpiresAt }, { ...lasting, url, urlExpiresAt })
  assert.equal((await call('GET', '/v1/media?limit=1')).body.data[0].id, file.id)
  const content = `${world.gateway.url}/v1/media/${file.id}/content`
  const get = (headers: Record<string, string>) =>
    fetch(content, { headers: { ...bearer(world.gateway.apiKey), ...headers } })
  const whole = await get({})
  assert.deepEqual(await bytesOf(whole), files.pdf)
  assert.equal(whole.headers.get('content-disposition'), `attachment; filename*=UTF-8''Rechnung%20%22M%C3%A4rz%22.pdf`)
  const part = await get({ range: 'bytes=5-9' })
  assert.deepEqual([part.status, part.headers.get('content-range')], [206, `bytes 5-9/${files.pdf.length}`])
  assert.deepEqual(await bytesOf(part), files.pdf.subarray(5, 10))
  const beyond = await get({ range: `bytes=${files.pdf.length}-` })
  assert.deepEqual([beyond.status, beyond.headers.get('content-range')], [416, `bytes */${files.pdf.length}`])
  assert.equal(((await beyond.json()) as { code: string }).code, 'invalid_request')
  assert.equal((await get({ 'if-none-match': whole.headers.get('etag') ?? '' })).status, 304)
  const other = await stranger()
  for (const [method, path] of [
    ['GET', `/v1/media/${file.id}`],
    ['GET', `/v1/media/${file.id}/content`],
    ['DELETE', `/v1/media/${file.id}`],
  ] as const)
    assert.equal((await world.gateway.call(method, path, undefined, bearer(other))).status, 404, `${method} ${path}`)
  assert.deepEqual((await world.gateway.call('GET', '/v1/media', undefined, bearer(other))).body.data, [])
  const image = { to: '14155552671', type: 'document', document: { id: file.id } }
  const foreign = await world.gateway.call('POST', '/v1/messages', image, bearer(other))
  assert.deepEqual([foreign.status, foreign.body.errors[0].path], [400, 'document.id'])
  assert.deepEqual((await call('DELETE', `/v1/media/${file.id}`)).body, { id: file.id, deleted: true })
  assert.equal((await call('DELETE', `/v1/media/${file.id}`)).status, 404)
  assert.equal((await fetch(url)).status, 404)
})

test('a link opens for who holds it, until it expires, and for its file alone', async () => {
  const { body: one } = await world.upload(files.jpeg, 'image/jpeg')
  const { body: two } = await world.upload(files.png, 'image/png')
  const reply = await fetch(one.url)
  assert.deepEqual([reply.status, reply.headers.get('content-type')], [200, 'image/jpeg'])
  assert.deepEqual(await bytesOf(reply), files.jpeg)
  assert.equal((await fetch(one.url, { headers: { range: 'bytes=-3' } })).status, 206)
  const forged: ((url: URL) => void)[] = [
    (url) => url.searchParams.set('expires', String(Number(url.searchParams.get('expires')) + 1)),
    (url) => url.searchParams.set('expires', '1'),
    (url) => url.searchParams.set('signature', 'x'.repeat(43)),
    (url) => url.searchParams.delete('signature'),
    (url) => {
      url.pathname = `/media/${two.id}`
    },
  ]
  for (const forge of forged) {
    const url = new URL(one.url)
    forge(url)
    assert.equal((await fetch(url)).status, 403, url.href)
  }
})

test('a file of ours is uploaded to Meta once, however many messages name it', async () => {
  await world.control('PUT', 'faults', { media: { uploadErrorRate: 0 } })
  const { body: file } = await world.upload(padded(files.jpeg, 300_000), 'image/jpeg')
  const before = await world.control<{ uploads: number }>('GET', 'media-uploads')
  const ids = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      world.send('image', { id: file.id, caption: `${index}` }, `1415555${1000 + index}`),
    ),
  )
  for (const id of ids) assert.notEqual((await world.settled(id)).status, 'failed')
  const again = await world.upload(padded(files.jpeg, 300_000), 'image/jpeg')
  assert.notEqual(again.body.id, file.id)
  await world.settled(await world.send('image', { id: again.body.id }))
  const after = await world.control<{ uploads: number }>('GET', 'media-uploads')
  assert.equal(after.uploads - before.uploads, 1)
})

test('a file must fit its message, and a voice note must be one', async () => {
  const { body: image } = await world.upload(files.jpeg, 'image/jpeg')
  const { body: voice } = await world.upload(files.opus, 'audio/ogg')
  const { body: stereo } = await world.upload(files.stereoOpus, 'audio/ogg')
  const { body: mp3 } = await world.upload(files.mp3, 'audio/mpeg')
  assert.deepEqual([voice.voice, stereo.voice, mp3.voice], [true, false, false])
  const send = (type: string, content: object) =>
    world.gateway.call('POST', '/v1/messages', { to: '14155552671', type, [type]: content })
  const wrong: [string, object, string][] = [
    ['video', { id: image.id }, 'video.id'],
    ['audio', { id: mp3.id, voice: true }, 'audio.voice'],
    ['audio', { id: stereo.id, voice: true }, 'audio.voice'],
  ]
  for (const [type, content, path] of wrong) {
    const { status, body } = await send(type, content)
    assert.deepEqual([status, body.code, body.errors[0].path], [422, 'media_refused', path], JSON.stringify(body))
  }
  for (const [type, content] of [
    ['audio', { id: voice.id, voice: true }],
    ['audio', { id: mp3.id }],
    ['document', { id: image.id }], // any file goes as a document
    ['image', { link: 'https://example.com/a.jpg' }],
  ] as const)
    assert.notEqual((await world.settled(await world.send(type, content))).status, 'failed')
  const header = { type: 'image', image: { id: image.id } }
  const buttons = [{ type: 'reply', reply: { id: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4', title: 'Yes' } }]
  const interactive = { type: 'button', header, body: { text: 'x' }, action: { buttons } }
  assert.notEqual((await world.settled(await world.send('interactive', interactive))).status, 'failed')
})

test('while a file cannot be uploaded the messages wait, others leave, and nothing is lost or doubled', async () => {
  await world.control('PUT', 'faults', { media: { uploadErrorRate: 1 } })
  const { body: file } = await world.upload(padded(files.jpeg, 4000), 'image/jpeg')
  const ids = await Promise.all([1, 2, 3].map((index) => world.send('image', { id: file.id }, `1415555200${index}`)))
  const text = await world.settled(await world.send('text', { body: 'meanwhile' }, '14155552100'))
  assert.notEqual(text.status, 'failed')
  for (const id of ids) {
    const retried = await until('a retry', async () => {
      const { body } = await world.gateway.call('GET', `/v1/messages/${id}`)
      return body.status === 'retrying' && body
    })
    assert.equal(retried.wamid, null)
  }
  await world.control('PUT', 'faults', { media: { uploadErrorRate: 0 } })
  for (const id of ids) assert.notEqual((await world.settled(id)).status, 'failed')
  const { messages } = await world.control<{ messages: { biz_opaque_callback_data?: string }[] }>(
    'GET',
    'messages?limit=10000',
  )
  for (const id of ids) assert.equal(messages.filter((one) => one.biz_opaque_callback_data === id).length, 1)
})

test('a message whose file was deleted before it left fails and says so', async () => {
  await world.control('PUT', 'faults', { media: { uploadErrorRate: 1 } })
  const { body: file } = await world.upload(padded(files.jpeg, 5000), 'image/jpeg')
  const id = await world.send('image', { id: file.id }, '14155553001')
  assert.equal((await world.gateway.call('DELETE', `/v1/media/${file.id}`)).status, 200)
  const message = await world.settled(id)
  assert.deepEqual([message.status, message.error.code], ['failed', 131053])
  await world.control('PUT', 'faults', { media: { uploadErrorRate: 0 } })
})

test('a file is fetched from an address, through the guard', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/moved') return response.writeHead(302, { location: '/cat.jpg' }).end()
    if (request.url === '/cat.jpg') return response.writeHead(200, { 'content-type': 'text/html' }).end(files.jpeg)
    return response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const fetchUrl = (url: unknown) => world.gateway.call('POST', '/v1/media/fetch', { url })
  const moved = await fetchUrl(`${base}/moved`)
  assert.deepEqual([moved.status, moved.body.filename, moved.body.mimeType], [201, 'cat.jpg', 'image/jpeg'])
  for (const url of [`${base}/none`, 'ftp://x', 'http://169.254.169.254/latest', 'http://user:pw@127.0.0.1/'])
    assert.deepEqual([url, (await fetchUrl(url)).body.code], [url, 'media_refused'])
  assert.equal((await fetchUrl(7)).status, 400)
  server.close()
})

test("a client of Meta's paths uploads, sends, reads and deletes", async () => {
  const { gateway } = world
  const graph = (method: string, path: string, body?: unknown) => gateway.call(method, `/graph/v23.0/${path}`, body)
  const path = `/graph/v23.0/${gateway.phoneNumberId}/media`
  const { status, body } = await world.upload(files.png, 'image/png', { path })
  assert.equal(status, 200)
  const node = await graph('GET', body.id)
  assert.deepEqual(
    [node.body.mime_type, node.body.file_size, node.body.messaging_product, node.body.id],
    ['image/png', files.png.length, 'whatsapp', body.id],
  )
  assert.deepEqual(await bytesOf(await fetch(node.body.url, { headers: bearer(gateway.apiKey) })), files.png)
  const message = { messaging_product: 'whatsapp', to: '14155552671', type: 'image', image: { id: body.id } }
  const sent = await graph('POST', `${gateway.phoneNumberId}/messages`, message)
  assert.match(sent.body.messages[0].id, /^wamid\./)
  assert.deepEqual((await graph('DELETE', body.id)).body, { success: true })
  const gone = await graph('GET', body.id)
  assert.deepEqual([gone.status, gone.body.error.code, gone.body.error.error_subcode], [400, 100, 33])
  assert.equal((await world.upload(files.gif, 'image/gif', { path })).body.error.code, 131053)
  const profile = { messaging_product: 'whatsapp', about: 'Open', vertical: 'RETAIL' }
  assert.deepEqual((await graph('POST', `${gateway.phoneNumberId}/whatsapp_business_profile`, profile)).body, {
    success: true,
  })
  const read = await graph('GET', `${gateway.phoneNumberId}/whatsapp_business_profile?fields=about`)
  assert.deepEqual(read.body, { data: [{ about: 'Open', messaging_product: 'whatsapp' }] })
  const { body: numbers } = await gateway.call('GET', '/v1/numbers')
  const listed = await graph('GET', `${numbers.data[0].wabaId}/phone_numbers`)
  assert.deepEqual(
    listed.body.data.map(({ id }: { id: string }) => id),
    [gateway.phoneNumberId],
  )
  assert.equal((await graph('GET', '123/phone_numbers')).body.error.error_subcode, 33)
})

// The last one: the simulator's limits do not like a clock that goes back.
test("Meta's id is renewed when Meta no longer knows it", async () => {
  const { body: file } = await world.upload(padded(files.png, 2000), 'image/png')
  await world.settled(await world.send('image', { id: file.id }))
  await world.control('PUT', 'clock', { advanceMs: 31 * 86_400_000 })
  const message = await world.settled(await world.send('image', { id: file.id }, '14155559001'))
  assert.notEqual(message.status, 'failed')
  assert.ok(message.timeline.some(({ status }: { status: string }) => status === 'retrying'))
})

test('an account keeps no more than it may, and is told what it has', async () => {
  const { call, accountId, operate } = world.gateway
  await operate('storage', { account: accountId, megabytes: '0.000001' })
  const refused = await world.upload(padded(files.pdf, 4242), 'application/pdf')
  assert.deepEqual([refused.status, refused.body.reason], [422, 'storage_full'])
  assert.match(refused.body.detail, /keeps \d+\.\d MB of files and may keep 0\.0 MB/)
  assert.equal((await call('GET', '/v1/media')).status, 200)
  await operate('storage', { account: accountId, megabytes: 'plan' })
  assert.equal((await world.upload(padded(files.pdf, 4242), 'application/pdf')).status, 201)
})
