import { createPolicyCheck } from '@dawk/core/engagement/policy/policy-check.ts'
import { atMost, compare, type Result } from '../results.ts'
import { type BenchOptions, inWorld, type World } from '../world.ts'

/** Of the accepts of an account without a policy, how many one with a policy has to reach. */
const aims = { goal: 0.95, floor: 0.85 }
const mostShare = 3

/**
 * Accepts of an account that has a policy, beside those of one that has none, in turns; and which share of an accept the check
 * takes where nothing of it is used. Nothing leaves meanwhile.
 */
export function measurePolicy(options: BenchOptions): Promise<Result[]> {
  const seconds = options.quick ? 3 : 6
  const rounds = Math.max(3, options.rounds)
  return inWorld(options, 'policy off', (off) =>
    inWorld(options, 'policy on', async (on) => {
      await on.call('PATCH', '/v1/policy', policy)
      const rates = { off: [] as number[], on: [] as number[] }
      const micros: number[] = []
      for (const world of [off, on]) await world.setRate(1)
      for (let round = 0; round < rounds; round += 1) {
        const { perSecond, micros: each } = await timed(off, seconds)
        rates.off.push(perSecond)
        micros.push(each)
        rates.on.push((await timed(on, seconds)).perSecond)
      }
      const share = (checkMicros() / Math.min(...micros)) * 100
      return [
        compare({
          name: 'accept with a policy',
          ours: rates.on,
          yardstick: rates.off,
          aims,
          note: 'beside one without',
        }),
        atMost('accept without one, share of the check', '%', share, mostShare, 'of the processor time of an accept'),
      ]
    }),
  )
}

const policy = {
  quietHours: { from: '21:00', to: '09:00' },
  caps: [{ max: 3, per: 'week', window: 'rolling' }],
  blockedCountries: ['US'],
}

async function timed(world: World, seconds: number): Promise<{ perSecond: number; micros: number }> {
  const before = await world.cpu()
  const { perSecond, count } = await world.accept({ seconds })
  const after = await world.cpu()
  return { perSecond, micros: (after.gateway - before.gateway) / count }
}

/** Processor time of a check for an account that uses none of it, in microseconds. */
function checkMicros(): number {
  const check = createPolicyCheck({
    policies: { peek: () => null } as never,
    templates: {} as never,
    worker: {} as never,
    secrets: { pepper: () => Buffer.alloc(32, 1) } as never,
  })
  const request = { accountId: '0190e0a0-0000-7000-8000-000000000000' } as never
  const times = 1_000_000
  for (let at = 0; at < times; at += 1) void check(request) // until it is compiled
  const before = process.cpuUsage()
  for (let at = 0; at < times; at += 1) void check(request)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / times
}
