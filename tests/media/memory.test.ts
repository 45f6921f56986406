import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, test } from 'vitest'
import type { GatewayProcess } from '../support/gateway.ts'
import { temporaryDirectory, until } from '../support/processes.ts'
import { files } from './files.ts'
import { type MediaWorld, openMediaProcess } from './world.ts'

let world: MediaWorld<GatewayProcess>
let directory: Awaited<ReturnType<typeof temporaryDirectory>>
let sampleFile: string
beforeAll(async () => {
  directory = await temporaryDirectory()
  sampleFile = join(directory.path, 'live-bytes')
  const probe = `--import=${pathToFileURL(join(import.meta.dirname, 'live-memory.mjs')).href}`
  world = await openMediaProcess({ NODE_OPTIONS: probe, LIVE_MEMORY_FILE: sampleFile })
})
afterAll(async () => {
  await world.close()
  await directory.remove()
})

const megabyte = 1024 * 1024
const sizeBytes = 100 * megabyte
const allowedBytes = 20 * megabyte

/** What was alive after each collection so far, the oldest first. */
const samples = async (): Promise<number[]> => (await readFile(sampleFile, 'utf8')).trimEnd().split('\n').map(Number)

/**
 * The most that was alive while the work ran, above what was there before: what is garbage already, and what an allocator
 * keeps for later, says nothing of what the work needs, and both differ from run to run.
 */
async function growthDuring<Given>(
  prepare: () => Given,
  work: (given: Awaited<Given>) => Promise<void>,
): Promise<number> {
  const growths: number[] = []
  for (let tries = 0; growths.length < 3; tries += 1) {
    assert.ok(tries < 10, `${growths.length} samples in ${tries} rounds`)
    const given = await prepare()
    const before = await samples()
    await work(given)
    growths.push(...(await samples()).slice(before.length).map((bytes) => bytes - (before.at(-1) ?? 0)))
  }
  return Math.max(...growths)
}

/** A PDF of that length, never whole in memory here either; its last byte differs with `salt`. */
async function* document(length: number, salt: number): AsyncGenerator<Buffer> {
  yield files.pdf
  const block = Buffer.alloc(megabyte, 0x20)
  let left = length - files.pdf.length - 1
  for (; left > 0; left -= block.length) yield block.subarray(0, Math.min(left, block.length))
  yield Buffer.of(salt)
}

/** A form, streamed. */
function upload(length: number, salt: number): Promise<{ status: number; body: { id: string; sha256: string } }> {
  const head = Buffer.from(
    '--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n',
  )
  const tail = Buffer.from('\r\n--b--\r\n')
  async function* form() {
    yield head
    yield* document(length, salt)
    yield tail
  }
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${world.gateway.url}/v1/media`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${world.gateway.apiKey}`,
          'content-type': 'multipart/form-data; boundary=b',
          'content-length': head.length + length + tail.length,
        },
      },
      async (reply) => {
        let text = ''
        for await (const chunk of reply) text += chunk
        resolve({ status: reply.statusCode ?? 0, body: JSON.parse(text) })
      },
    )
    outgoing.on('error', reject)
    Readable.from(form()).pipe(outgoing)
  })
}

const bodyOf = (reply: Response) => reply.body as unknown as AsyncIterable<Uint8Array>

async function hashOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of source) hash.update(chunk)
  return hash.digest('hex')
}

test('a document of 100 MB passes through upload, dispatch and download with less than 20 MB', {
  timeout: 240_000,
}, async () => {
  // what a process needs once: code compiled, buffers pooled
  const warm = await upload(20 * megabyte, 0)
  const link = await world.gateway.call('GET', `/v1/media/${warm.body.id}`)
  await hashOf(bodyOf(await fetch(link.body.url)))
  await world.settled(await world.send('document', { id: warm.body.id }, '14155554000'))

  const figures: Record<string, number> = {}
  let salt = 100
  const keep = async (at: number) => {
    const { status, body } = await upload(sizeBytes, at)
    assert.equal(status, 201)
    assert.equal(body.sha256, await hashOf(document(sizeBytes, at)))
    return body.id
  }
  const stored = () => keep(++salt) // one that Meta has not yet
  figures['upload'] = await growthDuring(
    () => ++salt,
    async (at) => void (await keep(at)),
  )
  figures['dispatch'] = await growthDuring(stored, async (id) => {
    const message = await world.settled(await world.send('document', { id }))
    assert.notEqual(message.status, 'failed')
  })
  figures['download'] = await growthDuring(stored, async (id) => {
    const reply = await world.gateway.call('GET', `/v1/media/${id}`)
    assert.equal(await hashOf(bodyOf(await fetch(reply.body.url))), reply.body.sha256)
  })
  const shown = Object.entries(figures).map(([name, bytes]) => `${name} ${(bytes / megabyte).toFixed(1)} MB`)
  console.log(`growth of the gateway: ${shown.join(', ')}`)
  for (const [name, bytes] of Object.entries(figures))
    assert.ok(bytes <= allowedBytes, `${name} took ${(bytes / megabyte).toFixed(1)} MB`)
})

test('one byte more is refused, and the answer arrives', { timeout: 60_000 }, async () => {
  const { status, body } = await upload(sizeBytes + 1, 1)
  assert.equal(status, 422, JSON.stringify(body))
  await until('the gateway is well', async () => (await fetch(`${world.gateway.url}/health/ready`)).ok)
})
