import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { freePort, temporaryDirectory, until } from '../../tests/support/processes.ts'

/** A Redis of the measure's own, set up as BullMQ advises for production: it appends to a file each second and evicts nothing. */
export async function startRedis(): Promise<{ url: string; pid: number; stop(): Promise<void> }> {
  const directory = await temporaryDirectory()
  const port = await freePort()
  const settings = [
    '--appendonly',
    'yes',
    '--appendfsync',
    'everysec',
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ]
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory.path, ...settings],
    {
      stdio: 'ignore',
    },
  )
  const url = `redis://127.0.0.1:${port}`
  const client = new Redis(url, { retryStrategy: () => 50 })
  client.on('error', () => {}) // until it listens
  await until('Redis', async () => (await client.ping()) === 'PONG')
  client.disconnect()
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
      await directory.remove()
    },
  }
}
