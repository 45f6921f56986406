import type { Result } from '../results.ts'
import { drive } from '../whole-life/drive.ts'
import { countsOfMessage, gatedRate } from '../whole-life/limits.ts'
import { describeCounts, renderDriven } from '../whole-life/report.ts'
import { withSurroundings } from '../whole-life/surroundings.ts'
import { withDawk } from '../whole-life/systems.ts'
import type { BenchOptions } from '../world.ts'

/**
 * What one message costs the database, counted at 250 messages a second in less than a minute. CI runs this: it fails when
 * a count is beyond its limit. Nothing here is a duration; where a machine is so slow that messages wait for one another,
 * more of them share a statement and a commit, and the counts are lower. At 20/s (`--rates 20`) each comes alone.
 */
export async function measureCounts(options: BenchOptions): Promise<Result[]> {
  const perSecond = options.rates?.[0] ?? gatedRate
  const window = { perSecond, warmUpSeconds: 3, seconds: 8, countsExactly: true }
  const driven = await withSurroundings((around) => withDawk(options, around, (dawk) => drive(dawk, around, window)))
  const { counts } = driven
  if (counts === null) throw new Error('nothing was counted')
  console.log(`\n${renderDriven([driven])}\n\n${describeCounts(counts)}\n`)
  return countsOfMessage.map(({ name, of, limit }) => {
    const ours = of(counts)
    if (ours > limit && perSecond === gatedRate) {
      process.exitCode = 1
      console.error(`A message costs ${ours.toFixed(2)} ${name}; at most ${limit} are allowed.`)
    }
    return {
      name: `${name} a message`,
      unit: '',
      ours,
      yardstick: null,
      ratio: ours / limit,
      goal: '',
      floor: `≤ ${limit}`,
      met: ours > limit ? 'missed' : 'floor',
    } satisfies Result
  })
}
