import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import type { GatewayProcess } from '../support/gateway.ts'
import { until } from '../support/processes.ts'
import { files } from './files.ts'
import { type MediaWorld, openMediaProcess } from './world.ts'

let world: MediaWorld<GatewayProcess>
beforeAll(async () => {
  world = await openMediaProcess()
})
afterAll(() => world.close())

const hex = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function receive(type: string, content: object, from = '919900112233'): Promise<void> {
  const { phoneNumberId } = world.gateway
  await world.control('POST', 'inbound', { phoneNumberId, from, type, [type]: content })
}

// biome-ignore lint/suspicious/noExplicitAny: looks into a view
async function stored(where: (media: any) => boolean, timeoutMs = 30_000): Promise<any> {
  return until(
    'the file',
    async () => (await world.gateway.call('GET', '/v1/media?limit=100')).body.data.find(where),
    timeoutMs,
  )
}

const faults = (media: object) => world.control('PUT', 'faults', { media })

test('what people send is copied with its name and kind, and can be fetched by our link', async () => {
  const data = files.zip.toString('base64')
  await receive('document', { data, filename: 'Angebot.zip', mime_type: 'application/zip' })
  const media = await stored(({ filename }) => filename === 'Angebot.zip')
  assert.deepEqual(
    [media.direction, media.kind, media.mimeType, media.sha256, typeof media.messageId],
    ['in', 'document', 'application/zip', hex(files.zip), 'string'],
  )
  const reply = await fetch(media.url)
  assert.deepEqual(Buffer.from(await reply.arrayBuffer()), files.zip)
  assert.match(reply.headers.get('content-disposition') ?? '', /^attachment/)
  const message = (await world.gateway.call('GET', `/v1/messages/${media.messageId}`)).body
  assert.equal(message.direction, 'inbound')
  const { body } = await world.gateway.call('GET', `/v1/media?messageId=${media.messageId}`)
  assert.deepEqual(
    body.data.map(({ id }: { id: string }) => id),
    [media.id],
  )
})

test('a page that somebody sends does nothing on this host', async () => {
  const page = Buffer.from('<script>alert(1)</script>')
  await receive('image', { data: page.toString('base64'), mime_type: 'text/html; x="' })
  const media = await stored(({ sha256 }) => sha256 === hex(page))
  const { headers } = await fetch(media.url)
  assert.deepEqual(
    ['content-type', 'x-content-type-options', 'content-security-policy'].map((name) => headers.get(name)),
    ['application/octet-stream', 'nosniff', "default-src 'none'; sandbox"],
  )
  assert.match(headers.get('content-disposition') ?? '', /^attachment/)
})

test("a voice note comes and goes out again; Meta's id finds it", async () => {
  const { gateway } = world
  await receive('audio', { data: files.opus.toString('base64'), id: '7770001112223' }, '919900112299')
  await until('the message', async () => {
    const { body } = await gateway.call('GET', '/v1/messages?direction=inbound&type=audio')
    return body.data[0]
  })
  const node = await gateway.call('GET', '/graph/v23.0/7770001112223') // at once: the file may still be on its way
  assert.deepEqual([node.status, node.body.mime_type], [200, 'audio/ogg; codecs=opus'])
  const media = await stored(({ sha256 }) => sha256 === hex(files.opus))
  assert.deepEqual([media.voice, media.kind], [true, 'audio'])
  const sent = await world.settled(await world.send('audio', { id: media.id, voice: true }))
  assert.notEqual(sent.status, 'failed')
})

test('the first tries fail, and the file comes all the same, once', async () => {
  await faults({ metadataErrorRate: 1 })
  const tried = () => world.gateway.process().output().split('inbound media was not fetched').length
  const first = tried()
  await receive('image', { data: files.png.toString('base64') })
  await until("two tries to fail on the way to Meta's answer", async () => tried() >= first + 2)
  await faults({ metadataErrorRate: 0, downloadErrorRate: 1 })
  await until('one to fail at its media host', async () => tried() >= first + 3)
  const before = (await world.gateway.call('GET', '/v1/media?limit=100')).body.data
  assert.ok(!before.some(({ sha256 }: { sha256: string }) => sha256 === hex(files.png)))
  await faults({ downloadErrorRate: 0 })
  await stored(({ sha256 }) => sha256 === hex(files.png))
  const after = (await world.gateway.call('GET', '/v1/media?limit=100')).body.data
  assert.equal(after.filter(({ sha256 }: { sha256: string }) => sha256 === hex(files.png)).length, 1)
})

test('a process that is killed between message and file leaves the file to the next', async () => {
  await faults({ metadataErrorRate: 1 })
  const from = '919900118888'
  await receive('image', { data: files.jpeg.toString('base64') }, from)
  const message = await until('the message', async () => {
    const { body } = await world.gateway.call('GET', `/v1/messages?direction=inbound&peer=${from}`)
    return body.data[0]
  })
  await world.gateway.process().stop('SIGKILL')
  await world.gateway.restart()
  await faults({ metadataErrorRate: 0 })
  await stored(({ messageId }) => messageId === message.id, 60_000)
})
