import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import { MediaMissing } from '@dawk/core/messaging/media/stores/media-store.ts'
import { createS3Store, type S3Settings } from '@dawk/core/messaging/media/stores/s3-store.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { temporaryDirectory, until } from '../support/processes.ts'
import { files } from './files.ts'
import { openMediaWorld } from './world.ts'

let directory: { path: string; remove(): Promise<void> }
let server: S3rver
let settings: S3Settings
beforeAll(async () => {
  directory = await temporaryDirectory()
  server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: directory.path,
    configureBuckets: [{ name: 'media' }],
  })
  const { port } = await server.run()
  const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
  settings = { endpoint: `http://127.0.0.1:${port}`, bucket: 'media', region: 'us-east-1', ...keys }
})
afterAll(async () => {
  await server.close()
  await directory.remove()
})

const read = async (body: AsyncIterable<Uint8Array>) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test('a store that speaks S3 keeps files, gives parts of them, and deletes them; signatures are checked', async () => {
  const store = createS3Store(settings)
  const path = join(directory.path, 'local')
  await writeFile(path, 'Hello S3')
  const sha256 = 'd1fa3867d5b0f1ec8bc6f2a2a6c3a8a5ce0a4d7a3f5c4e0b9f0d3c2b1a09f8e7'
  await assert.rejects(
    createS3Store({ ...settings, secretAccessKey: 'wrong' }).put('a/b', { path, sizeBytes: 8, sha256 }),
    /SignatureDoesNotMatch/,
  )
  await store.put('a/b', { path, sizeBytes: 8, sha256 })
  assert.equal(await read(await store.open('a/b')), 'Hello S3')
  assert.equal(await read(await store.open('a/b', { start: 6, end: 7 })), 'S3')
  await store.delete('a/b')
  await store.delete('a/b')
  await assert.rejects(store.open('a/b'), MediaMissing)
  await store.close()
})

test('a gateway with its media in S3 stores, sends, serves and sweeps there', async () => {
  const world = await openMediaWorld({
    DAWK_MEDIA_S3_ENDPOINT: settings.endpoint,
    DAWK_MEDIA_S3_BUCKET: settings.bucket,
    DAWK_MEDIA_S3_ACCESS_KEY_ID: settings.accessKeyId,
    DAWK_MEDIA_S3_SECRET_ACCESS_KEY: settings.secretAccessKey,
  })
  const { accountId } = world.gateway
  const list = await fetch(`${settings.endpoint}/media?list-type=2`)
  assert.ok(!(await list.text()).includes(accountId))
  const { body: file } = await world.upload(files.jpeg, 'image/jpeg')
  assert.notEqual((await world.settled(await world.send('image', { id: file.id }))).status, 'failed')
  const part = await fetch(file.url, { headers: { range: 'bytes=0-2' } })
  assert.deepEqual(Buffer.from(await part.arrayBuffer()), files.jpeg.subarray(0, 3))
  const isStored = async () =>
    (await (await fetch(`${settings.endpoint}/media?list-type=2`)).text()).includes(accountId)
  assert.ok(await isStored())
  await world.gateway.call('DELETE', `/v1/media/${file.id}`)
  await until('the bytes are gone', async () => !(await isStored()))
  await world.close()
})
