import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { ReplayMemory } from '../api-keys/restrictions/replay-memory.ts'
import type { TokenStore } from './shared-limiter.ts'
import { takeTokens } from './take-tokens.ts'

interface RedisOptions {
  url: string
  /** Of every key. */
  prefix: string
  log: Logger
}

const commandMs = 250
/** After a failure nothing is asked for so long: requests do not queue up behind a store that hangs. */
const restMs = 1000
const heartbeatMs = 5000
const aliveMs = 20_000
/** Nobody sets up a shared store for one process. */
const fewestProcesses = 2
const slots = 240

interface RedisWithScript extends Redis {
  dawkTakeTokens(key: string, ...args: (string | number)[]): Promise<[number, number, number, number]>
}

/** What processes share through Redis or Valkey: limits, and signatures that were taken. Nothing that must survive. */
export async function createRedisStore({ url, prefix, log }: RedisOptions) {
  const { Redis } = await import('ioredis')
  const redis = new Redis(url, {
    keyPrefix: `${prefix}:`,
    enableOfflineQueue: false, // a command that cannot leave now fails now
    maxRetriesPerRequest: 0,
    commandTimeout: commandMs,
    connectTimeout: 2000,
    retryStrategy: (attempt) => Math.min(attempt * 200, 3000),
  }) as RedisWithScript
  redis.defineCommand('dawkTakeTokens', { numberOfKeys: 1, lua: takeTokens })
  const health = watch(redis, log)
  const processes = await countProcesses(redis, health)

  const tokens: TokenStore = {
    isUp: health.isUp,
    processes: processes.count,
    async take({ key, limit, windowMs, leaseMs, need, beyond, back, backSlot, spent }) {
      const slotMs = Math.max(1, windowMs / slots)
      const args = [limit, windowMs, slotMs, leaseMs, need, beyond, back, backSlot, spent]
      const answer = await health.attempt(() => redis.dawkTakeTokens(`limit:${key}`, ...args))
      return answer && { tokens: answer[0], slot: answer[1], left: answer[2], resetInMs: answer[3] }
    },
    async close() {
      processes.stop()
      redis.disconnect()
    },
  }

  /** While Redis is away what this process remembers has to do. */
  const shareReplays = (own: ReplayMemory, keepMs: number): ReplayMemory => ({
    async isNew(id) {
      const isNewHere = await own.isNew(id)
      if (isNewHere !== true || !health.isUp()) return isNewHere
      const answer = await health.attempt(
        async () => (await redis.set(`replay:${id}`, '1', 'PX', keepMs, 'NX')) ?? 'known',
      )
      return answer !== 'known'
    },
  })

  return { tokens, shareReplays }
}

interface Health {
  isUp(): boolean
  /** Null: it failed. */
  attempt<T>(work: () => Promise<T>): Promise<T | null>
}

/** Says when it is lost and found, not each time that it fails. */
function watch(redis: Redis, log: Logger): Health {
  let restsUntil = 0
  let lost = false
  function fail(error: unknown): null {
    restsUntil = performance.now() + restMs
    if (!lost) log.warn({ err: error }, 'Redis is away: each process keeps to its share of the limits')
    lost = true
    return null
  }
  function succeed<T>(answer: T): T {
    if (lost) log.info('Redis is back: limits are shared again')
    lost = false
    return answer
  }
  redis.on('error', fail)
  return {
    isUp: () => redis.status === 'ready' && performance.now() >= restsUntil,
    attempt: async (work) => {
      try {
        return succeed(await work())
      } catch (error) {
        return fail(error)
      }
    },
  }
}

/** Each process says every few seconds that it is there. The first count is waited for, but not for long. */
async function countProcesses(redis: Redis, health: Health) {
  const id = randomUUID()
  let seen = fewestProcesses
  async function sendHeartbeat(): Promise<void> {
    const now = Date.now()
    const answer = await health.attempt(async () => {
      const pipeline = redis
        .multi()
        .zadd('processes', now, id)
        .zremrangebyscore('processes', 0, now - aliveMs)
      const results = await pipeline.zcard('processes').pexpire('processes', aliveMs).exec()
      return Number(results?.[2]?.[1] ?? 0)
    })
    if (answer !== null) seen = Math.max(fewestProcesses, answer)
  }
  if (redis.status !== 'ready') await firstOf(redis, ['ready', 'error', 'close'])
  await sendHeartbeat()
  const timer = setInterval(() => void sendHeartbeat(), heartbeatMs)
  timer.unref()
  return { count: () => seen, stop: () => clearInterval(timer) }
}

const firstOf = (redis: Redis, names: readonly string[]): Promise<void> =>
  new Promise((resolve) => {
    for (const name of names) redis.once(name, () => resolve())
  })
