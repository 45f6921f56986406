import { createRedisStore } from '@dawk/core/tenancy/limits/redis-store.ts'
import { createSharedLimiter } from '@dawk/core/tenancy/limits/shared-limiter.ts'
import { pino } from 'pino'

/** One process of several that share a limit: takes as fast as its plan says and prints the instants that were allowed. */
const [url = '', prefix = '', plan = '{}'] = process.argv.slice(2)
const { limit, windowMs, leaseMs, forMs, callers, pauseMs } = JSON.parse(plan) as Record<string, number>
const log = pino({ level: 'silent' })
const { tokens } = await createRedisStore({ url, prefix, log })
const limiter = createSharedLimiter({ store: tokens, windowMs: windowMs ?? 0, leaseMs: leaseMs ?? 0 })
const allowed: number[] = []
const end = performance.now() + (forMs ?? 0)

async function call(): Promise<void> {
  while (performance.now() < end) {
    const verdict = await limiter.take('key', limit ?? 0)
    if (verdict.allowed) allowed.push(performance.timeOrigin + performance.now())
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 2 * (pauseMs ?? 0)))
  }
}

await Promise.all(Array.from({ length: callers ?? 1 }, call))
console.log(JSON.stringify(allowed))
await limiter.stop()
process.exit(0)
