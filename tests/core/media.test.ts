import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createCloudApiClient } from '@dawk/cloud-api/client.ts'
import { createMediaResolver } from '@dawk/core/messaging/dispatch/resolve-media.ts'
import { blobKey, type Media } from '@dawk/core/messaging/media/media.ts'
import { createMediaLibrary, type MediaLibrary } from '@dawk/core/messaging/media/media-library.ts'
import { createMediaLinks } from '@dawk/core/messaging/media/media-links.ts'
import { createMediaSweeper } from '@dawk/core/messaging/media/media-sweeper.ts'
import { createDirectoryStore } from '@dawk/core/messaging/media/stores/directory-store.ts'
import { createNumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { type Simulator, startSimulator } from '@dawk/simulator/simulator.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { files } from '../media/files.ts'
import { newAccountAt, openCore, type TestCore, unitsOfWork } from '../support/core.ts'
import { temporaryDirectory, until } from '../support/processes.ts'

let core: TestCore
let simulator: Simulator
let directory: { path: string; remove(): Promise<void> }
let library: MediaLibrary
beforeAll(async () => {
  core = await openCore()
  simulator = await startSimulator({ port: 0 })
  directory = await temporaryDirectory()
  library = createMediaLibrary({
    ...core,
    egress: { checkUrl: () => 'must not be fetched', agent: null as never },
    store: createDirectoryStore(directory.path),
    links: createMediaLinks(core.secrets, () => 'http://x'),
    mediaPath: directory.path,
    read: unitsOfWork(core.db).read,
    quotaBytes: null,
    onRemoved: () => undefined,
  })
})
afterAll(async () => {
  await simulator.close()
  await core.close()
  await directory.remove()
})

async function upload(accountId: string, bytes: Buffer): Promise<Media> {
  const source = (async function* () {
    yield bytes
  })()
  return library.upload({ accountId, source, filename: null, declaredType: null })
}

const storedBytes = (accountId: string) => readdir(join(directory.path, accountId)).catch(() => [])

async function sweptOnce(retentionDays: number | null): Promise<void> {
  const store = createDirectoryStore(directory.path)
  const { incomingPath } = library
  const sweeper = createMediaSweeper({ ...core, store, incomingPath, retentionDays })
  sweeper.start()
  await sweeper.stop() // the sweep under way ends first
}

test('the same bytes lie there once for an account, and apart for another', async () => {
  const [one, two] = [await core.newAccount(), await core.newAccount()]
  const uploads = await Promise.all([1, 2, 3, 4].map(() => upload(one.accountId, files.jpeg)))
  await upload(two.accountId, files.jpeg)
  await sweptOnce(null) // those that lost the race
  assert.equal(new Set(uploads.map(({ id }) => id)).size, 4)
  assert.deepEqual([(await storedBytes(one.accountId)).length, (await storedBytes(two.accountId)).length], [1, 1])
  for (const media of uploads.slice(1)) await library.discard(media)
  await sweptOnce(null)
  assert.equal((await storedBytes(one.accountId)).length, 1)
  assert.ok(uploads[0])
  await library.discard(uploads[0])
  await sweptOnce(null)
  assert.deepEqual(await storedBytes(one.accountId), [])
})

test('what is older than its retention goes, with its bytes; what a crash left goes too', async () => {
  const { accountId } = await core.newAccount()
  const [old, fresh] = [await upload(accountId, files.png), await upload(accountId, files.pdf)]
  await core.db.worker.query(`update media set created_at = now() - interval '8 days' where id = $1`, [old.id])
  await core.db.worker.query(
    `insert into media_blobs (id, account_id, sha256, size_bytes, state, changed_at)
     values (gen_random_uuid(), $1, 'x', 1, 'storing', now() - interval '7 hours')`,
    [accountId],
  )
  await sweptOnce(null)
  assert.ok(await library.find({ accountId }, old.id))
  await sweptOnce(7)
  assert.equal(await library.find({ accountId }, old.id), null)
  assert.deepEqual(await storedBytes(accountId), [blobKey(fresh).split('/')[1]])
  const { rows } = await core.db.worker.query(`select state from media_blobs where account_id = $1`, [accountId])
  assert.deepEqual(rows, [{ state: 'stored' }])
})

const newNumber = () => newAccountAt(core, simulator.url)

test("Meta's id is used for 29 days and then made anew", async () => {
  const { accountId, numberId } = await newNumber()
  const graph = createCloudApiClient({ baseUrl: simulator.url })
  const numbers = createNumberDirectory(core)
  const owners = await numbers.byIds([numberId])
  const number = owners.get(numberId)
  assert.ok(number)
  const { id } = await upload(accountId, files.webp)
  const content = JSON.stringify({ type: 'sticker', sticker: { id } })
  /** As a process does that has just started: it knows only what the database knows. */
  const metaId = async () => {
    const resolver = createMediaResolver({ ...core, graph: () => graph, store: createDirectoryStore(directory.path) })
    const found = await until('an id', async () => {
      const media = (await resolver.load([{ id: 'm', numberId, content }], owners)).get('m')
      assert.ok(media)
      const resolved = resolver.resolve('item', content, media, number)
      assert.notEqual(resolved.kind, 'failed')
      return resolved.kind === 'ready' && JSON.parse(resolved.content).sticker.id
    })
    await resolver.stop()
    return found
  }
  const age = (days: number) =>
    core.db.worker.query(`update media_at_meta set uploaded_at = now() - $1 * interval '1 day' where account_id = $2`, [
      days,
      accountId,
    ])
  const first = await metaId()
  assert.match(first, /^\d+$/)
  await age(28.9)
  assert.equal(await metaId(), first)
  await age(29.1)
  const second = await metaId()
  assert.notEqual(second, first)
  assert.equal(await metaId(), second)
  await graph.close()
})
