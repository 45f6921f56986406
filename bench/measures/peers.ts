import { bareRelay, peers } from '../peers/programs.ts'
import { startRecordingReceiver } from '../peers/recording-receiver.ts'
import { truthTests } from '../peers/truth-tests.ts'
import type { Result } from '../results.ts'
import { type Driven, drive } from '../whole-life/drive.ts'
import { renderDriven } from '../whole-life/report.ts'
import { withSurroundings } from '../whole-life/surroundings.ts'
import { type Around, type RelaySystem, withDawk, withRelay } from '../whole-life/systems.ts'
import type { BenchOptions } from '../world.ts'

const rates = [100, 250, 400, 600]

/**
 * The whole life of a message on Dawk and on what one would build instead, on the same machine in the same run. One system
 * runs at a time, and after the last the first comes again with the next rate.
 */
export async function measurePeers(options: BenchOptions): Promise<Result[]> {
  const driven: Driven[] = []
  await withSurroundings(async (around) => {
    for (const perSecond of options.rates ?? (options.quick ? rates.slice(0, 1) : rates)) {
      const window = { perSecond, warmUpSeconds: 3, seconds: options.quick ? 6 : 12, countsExactly: false }
      const run = async (system: RelaySystem) => {
        driven.push(await drive(system, around, window))
        console.log(renderDriven(driven.slice(-1)).split('\n').at(-1))
      }
      for (const contestant of contestants(options, around)) await contestant(run)
    }
  })
  console.log(`\n${renderDriven(driven)}\n`)
  return driven.map(toResult)
}

/** The promises that a relay is trusted with, each broken on purpose: what every system made of them. */
export async function measureTruth(options: BenchOptions): Promise<Result[]> {
  const receiver = await startRecordingReceiver()
  const rows: string[][] = []
  try {
    await withSurroundings(async ({ cluster }) => {
      for (const contestant of contestants(options, { cluster, receiver }))
        await contestant(async (system) => {
          const answers = [system.name]
          for (const { name, run } of truthTests) {
            await system.simulator.faults(calm)
            const answer = await run(system, receiver).catch((error: unknown) => `not tested: ${error}`)
            console.log(`${system.name}: ${name}: ${answer}`)
            answers.push(answer)
          }
          rows.push(answers)
        })
    })
  } finally {
    receiver.stop()
  }
  const head = ['', ...rows.map(([name]) => name)]
  const table = truthTests.map(({ name }, index) => [name, ...rows.map((row) => row[index + 1])])
  console.log(`\n${[head, head.map(() => '---'), ...table].map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`)
  return []
}

const calm = {
  latencyMs: 0,
  latencyJitterMs: 0,
  errorRate: {},
  dropAfterAcceptRate: 0,
  webhooks: { duplicateRate: 0, reorder: false },
  statusDelaysMs: { sent: 50, delivered: 150, read: 300 },
}

type Contestant = (work: (system: RelaySystem) => Promise<void>) => Promise<void>

const contestants = (options: BenchOptions, around: Around): Contestant[] => [
  (work) => withDawk(options, around, work),
  ...[bareRelay, ...peers].map(
    (program): Contestant =>
      (work) =>
        withRelay(program, around, work),
  ),
]

function toResult({ system, perSecond, wholePerSecond, flat, micros }: Driven): Result {
  return {
    name: `${system} at ${perSecond}/s`,
    unit: 'µs',
    ours: micros.gateway + micros.database,
    yardstick: null,
    ratio: null,
    goal: '',
    floor: '',
    met: 'reported',
    note: `relay and database, a message; ${flat ? 'flat' : `grows: ${Math.round(wholePerSecond)}/s whole`}`,
  }
}
