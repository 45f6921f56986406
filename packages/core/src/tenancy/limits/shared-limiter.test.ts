import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { promisify } from 'node:util'
import { asyncProperty, assert as check, integer, record } from 'fast-check'
import { pino } from 'pino'
import { test } from 'vitest'
import { mostInAnyWindow } from '../../../../../tests/support/most-in-any-window.ts'
import { hasRedis, randomPrefix, redisUrl } from '../../../../../tests/support/redis.ts'
import { createReplayMemory } from '../api-keys/restrictions/replay-memory.ts'
import { createRedisStore } from './redis-store.ts'
import { createSharedLimiter, type TokenRequest, type TokenStore } from './shared-limiter.ts'

const log = pino({ level: 'silent' })
const redis = await hasRedis()

async function runProcess(prefix: string, plan: object): Promise<number[]> {
  const args = ['tests/support/limiter-process.ts', redisUrl, prefix, JSON.stringify(plan)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as number[]
}

test.skipIf(!redis)(
  'two processes together never pass the limit, in any window, whatever their pace',
  { timeout: 60_000 },
  async () => {
    const plans = record({
      limit: integer({ min: 1, max: 60 }),
      callers: integer({ min: 1, max: 12 }),
      pauseMs: integer({ min: 1, max: 30 }),
    })
    await check(
      asyncProperty(plans, async (plan) => {
        const [windowMs, leaseMs, forMs] = [600, 60, 2500]
        const prefix = randomPrefix()
        const whole = { ...plan, windowMs, leaseMs, forMs }
        const allowed = await Promise.all([runProcess(prefix, whole), runProcess(prefix, whole)])
        const most = mostInAnyWindow(allowed.flat(), windowMs)
        assert.ok(most <= plan.limit, `${most} of ${plan.limit}`)
        assert.ok(allowed.flat().length > 0)
      }),
      { numRuns: 6, endOnFailure: true },
    )
  },
)

test.skipIf(!redis)('all of the limit is given out when it is asked for', async () => {
  const prefix = randomPrefix()
  const stores = await Promise.all([1, 2].map(() => createRedisStore({ url: redisUrl, prefix, log })))
  const limiters = stores.map(({ tokens }) => createSharedLimiter({ store: tokens }))
  const verdicts = await Promise.all(
    Array.from({ length: 120 }, async (_, at) => limiters[at % 2]?.take('account', 40)),
  )
  assert.equal(verdicts.filter((verdict) => verdict?.allowed).length, 40)
  for (const verdict of verdicts) assert.ok(verdict && verdict.resetInMs > 50_000 && verdict.resetInMs <= 62_000)
  await Promise.all(limiters.map((limiter) => limiter.stop()))
})

test.skipIf(!redis)('a busy key asks about once in a lease', async () => {
  const { tokens } = await createRedisStore({ url: redisUrl, prefix: randomPrefix(), log })
  let asked = 0
  const counting: TokenStore = {
    ...tokens,
    take(request) {
      asked++
      return tokens.take(request)
    },
  }
  const limiter = createSharedLimiter({ store: counting })
  const end = performance.now() + 600
  let allowed = 0
  while (performance.now() < end) {
    if ((await limiter.take('k', 1_000_000)).allowed) allowed++
    if (allowed % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  assert.ok(allowed > 2000, `${allowed}`)
  assert.ok(asked * 50 < allowed, `${asked} questions for ${allowed} requests`)
  await limiter.stop()
})

test.skipIf(!redis)('a signature that one process took is known to the others', async () => {
  const prefix = randomPrefix()
  const memories = await Promise.all(
    [1, 2].map(async () => {
      const store = await createRedisStore({ url: redisUrl, prefix, log })
      return { store, replays: store.shareReplays(createReplayMemory(60_000), 60_000) }
    }),
  )
  const isNew = (at: number, id: string) => memories[at]?.replays.isNew(id)
  assert.deepEqual(
    [await isNew(0, 'a'), await isNew(1, 'a'), await isNew(0, 'a'), await isNew(1, 'b')],
    [true, false, false, true],
  )
  await Promise.all(memories.map(({ store }) => store.tokens.close()))
})

/** A store in which it can be set how many tokens there are, or that it is away. */
function fakeStore() {
  const requests: TokenRequest[] = []
  const state = { up: true, free: 0 }
  const store: TokenStore = {
    isUp: () => state.up,
    processes: () => 4,
    close: async () => undefined,
    async take(request) {
      if (!state.up) return null
      requests.push(request)
      state.free += request.back - request.spent
      const tokens = Math.max(0, Math.min(state.free, request.need))
      state.free -= tokens
      return { tokens, slot: 7, left: Math.max(0, state.free), resetInMs: 1000 }
    },
  }
  return { store, state, requests }
}

test('while the store is away a process keeps to its share, and tells of it afterwards', async () => {
  const { store, state, requests } = fakeStore()
  const limiter = createSharedLimiter({ store })
  state.up = false
  const alone = await Promise.all(Array.from({ length: 20 }, () => limiter.take('k', 40)))
  assert.equal(alone.filter(({ allowed }) => allowed).length, 10) // of 40, for four processes
  Object.assign(state, { up: true, free: 40 })
  assert.equal((await limiter.take('k', 40)).allowed, true)
  assert.deepEqual([requests.length, requests[0]?.spent], [1, 10])
})

test('no store is asked while it is known that nothing is free', async () => {
  const { store, state, requests } = fakeStore()
  state.free = 3
  const limiter = createSharedLimiter({ store })
  const first = await Promise.all(Array.from({ length: 5 }, () => limiter.take('k', 3)))
  assert.equal(first.filter(({ allowed }) => allowed).length, 3)
  const before = requests.length
  for (let n = 0; n < 10; n++) assert.equal((await limiter.take('k', 3)).allowed, false)
  assert.equal(requests.length, before)
})

test('what a request costs is asked for, and never half given', async () => {
  const { store, state, requests } = fakeStore()
  state.free = 10
  const limiter = createSharedLimiter({ store })
  assert.equal((await limiter.take('k', 10, 6)).allowed, true)
  assert.equal((await limiter.take('k', 10, 6)).allowed, false)
  assert.deepEqual(
    requests.map(({ need }) => need),
    [6, 6],
  )
  assert.equal((await limiter.take('k', 10, 4)).allowed, true, 'what was too little for that one is there for another')
})

/** Redis behind a line that can be cut. */
async function startLine() {
  const target = new URL(redisUrl)
  const sockets = new Set<Socket>()
  let cut = false
  const server = createServer((near) => {
    if (cut) return near.destroy()
    const far = connect(Number(target.port || 6379), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
      one.pipe(other)
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      cut = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      cut = false
    },
    close: () => server.close(),
  }
}

test.skipIf(!redis)(
  'a Redis that goes away and comes back stops nobody and frees nobody',
  { timeout: 20_000 },
  async () => {
    const line = await startLine()
    const { tokens } = await createRedisStore({ url: line.url, prefix: randomPrefix(), log })
    const limiter = createSharedLimiter({ store: tokens })
    const burst = async (count: number) => {
      const verdicts = await Promise.all(Array.from({ length: count }, () => limiter.take('k', 40)))
      return verdicts.filter(({ allowed }) => allowed).length
    }
    assert.equal(await burst(5), 5)
    line.cut()
    const startedAt = performance.now()
    assert.equal(await burst(60), 15) // a share of 20, of which 5 are used
    assert.ok(performance.now() - startedAt < 2000)
    line.mend()
    while (!tokens.isUp()) await new Promise((resolve) => setTimeout(resolve, 50))
    assert.equal(await burst(60), 20) // it was told of the 15
    await limiter.stop()
    line.close()
  },
)

test('a Redis that cannot be reached at the start is no outage', async () => {
  const { tokens } = await createRedisStore({ url: 'redis://127.0.0.1:1', prefix: 'x', log })
  const limiter = createSharedLimiter({ store: tokens })
  const verdicts = await Promise.all(Array.from({ length: 30 }, () => limiter.take('k', 20)))
  assert.equal(verdicts.filter(({ allowed }) => allowed).length, 10) // two processes at least
  await limiter.stop()
})
