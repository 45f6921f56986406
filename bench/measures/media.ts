import { randomBytes } from 'node:crypto'
import { Pool } from 'undici'
import { startServer } from '../processes.ts'
import { compare, type Result } from '../results.ts'
import { type BenchOptions, inWorld } from '../world.ts'

const megabyte = 1024 * 1024
const connections = 8
const seconds = 4

const head = Buffer.from(
  '--bench\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n',
)
const tail = Buffer.from('\r\n--bench--\r\n')
const block = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(megabyte - 9 - 16, 0x20)])

/** Documents of 1 MB, each of other content, 8 at a time: stored for good here, thrown away by a bare multipart server there. */
export async function measureMedia(options: BenchOptions): Promise<Result[]> {
  return inWorld(options, 'media', async ({ sandbox }) => {
    const yardstick = await startServer('bench/yardsticks/media-sink.ts')
    const rates = { ours: [] as number[], yardstick: [] as number[] }
    for (let round = 0; round <= options.rounds; round += 1) {
      const theirs = await uploadFor(yardstick.url, '')
      const ours = await uploadFor(sandbox.url, sandbox.apiKey)
      if (round === 0) continue // both warm up
      rates.yardstick.push(theirs)
      rates.ours.push(ours)
    }
    await yardstick.stop()
    const note = 'documents of 1 MB; ours are hashed, told by their bytes and synced to disk'
    return [compare({ name: 'media upload', unit: 'MB/s', ...rates, note })]
  })
}

/** Megabytes a second. */
async function uploadFor(url: string, apiKey: string): Promise<number> {
  const pool = new Pool(url, { connections, pipelining: 1 })
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000
  let count = 0
  const one = async () => {
    while (performance.now() < until) {
      await upload(pool, apiKey)
      count += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const perSecond = count / ((performance.now() - startedAt) / 1000)
  await pool.close()
  return perSecond
}

async function upload(pool: Pool, apiKey: string): Promise<void> {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/v1/media',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'multipart/form-data; boundary=bench' },
    body: Buffer.concat([head, block, randomBytes(16), tail]),
  })
  const text = await body.text()
  if (statusCode !== 201) throw new Error(`An upload was answered with ${statusCode}: ${text}`)
}
