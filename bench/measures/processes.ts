import type { Result } from '../results.ts'
import { type Driven, drive } from '../whole-life/drive.ts'
import { countsOfMessage, gatedRate } from '../whole-life/limits.ts'
import { renderDriven } from '../whole-life/report.ts'
import { withSurroundings } from '../whole-life/surroundings.ts'
import { withDawk } from '../whole-life/systems.ts'
import type { BenchOptions } from '../world.ts'

/** Processor time of all processes of the gateway, as a multiple of what one needs. */
const aim = 1.25

/** What a message costs two processes that take requests and two that work, beside one that does everything, at the same rate. */
export async function measureProcesses(options: BenchOptions): Promise<Result[]> {
  const perSecond = options.rates?.[0] ?? gatedRate
  const window = { perSecond, warmUpSeconds: 3, seconds: 8, countsExactly: true }
  const run = (others?: BenchOptions['others']) =>
    withSurroundings((around) =>
      withDawk({ ...options, ...(others && { others }) }, around, (dawk) => drive(dawk, around, window)),
    )
  const one = await run()
  const four = await run(['api', 'worker', 'worker'])
  console.log(
    `\n${renderDriven([
      { ...one, system: 'one' },
      { ...four, system: 'two api, two worker' },
    ])}\n`,
  )
  const share = four.micros.gateway / one.micros.gateway
  return [
    {
      name: 'processor time of four processes',
      unit: 'µs',
      ours: four.micros.gateway,
      yardstick: one.micros.gateway,
      ratio: share,
      goal: '',
      floor: `≤ ${aim}`,
      met: share <= aim ? 'floor' : 'missed',
    },
    ...compareCounts(one, four),
  ]
}

function compareCounts(one: Driven, four: Driven): Result[] {
  const [ofOne, ofFour] = [one.counts, four.counts]
  if (ofOne === null || ofFour === null) throw new Error('nothing was counted')
  return countsOfMessage.map(({ name, of }) => ({
    name: `${name} of four processes`,
    unit: '',
    ours: of(ofFour),
    yardstick: of(ofOne),
    ratio: of(ofFour) / of(ofOne),
    goal: '',
    floor: '',
    met: 'reported',
  }))
}
