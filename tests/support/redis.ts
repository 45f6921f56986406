import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'

export const redisUrl = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379'

/** False, and said aloud, when there is none. */
export async function hasRedis(): Promise<boolean> {
  const redis = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1000 })
  try {
    await redis.connect()
    await redis.ping()
    return true
  } catch {
    console.warn(`SKIPPED: there is no Redis at ${redisUrl} (TEST_REDIS_URL): limits between processes are not tested`)
    return false
  } finally {
    redis.disconnect()
  }
}

export const randomPrefix = (): string => `dawk-test-${randomBytes(6).toString('hex')}`
