import { bareRelay } from '../peers/programs.ts'
import { median, type Result } from '../results.ts'
import { type Driven, drive, type Window } from '../whole-life/drive.ts'
import { countsOfMessage, gatedRate } from '../whole-life/limits.ts'
import { describeCounts, renderDriven } from '../whole-life/report.ts'
import { withSurroundings } from '../whole-life/surroundings.ts'
import { type RelaySystem, type Surroundings, withDawk, withRelay } from '../whole-life/systems.ts'
import type { BenchOptions } from '../world.ts'

/** Messages a second, upwards until both systems fall behind. */
const rates = [gatedRate, 400, 500, 600, 700, 800, 1000, 1250, 1500, 1750, 2000]

/**
 * A message's whole life: accepted, sent, three statuses received, three webhooks delivered. Dawk and the bare relay take
 * turns at each rate, on one PostgreSQL, until each has met a rate at which it falls behind.
 */
export async function measureWholeLife(options: BenchOptions): Promise<Result[]> {
  const driven = await withSurroundings((around) =>
    withDawk(options, around, (dawk) => withRelay(bareRelay, around, (relay) => climb([dawk, relay], around, options))),
  )
  console.log(`\n${renderDriven(driven)}\n`)
  const first = driven.find(({ system, perSecond }) => system === 'Dawk' && perSecond === gatedRate)
  if (first?.counts) console.log(`${describeCounts(first.counts)}\n`)
  return [...countResults(driven), ...costResults(driven), ...rateResults(driven)]
}

async function climb(
  systems: readonly RelaySystem[],
  around: Surroundings,
  { quick, rounds, rates: chosen }: BenchOptions,
): Promise<Driven[]> {
  const all: Driven[] = []
  let climbing = systems
  for (const perSecond of chosen ?? (quick ? [gatedRate] : rates)) {
    const countsExactly = perSecond === gatedRate
    const window: Window = { perSecond, warmUpSeconds: quick ? 3 : 5, seconds: quick ? 8 : 15, countsExactly }
    for (let round = 0; round < rounds; round += 1)
      for (const system of climbing) {
        const driven = await drive(system, around, window)
        console.log(renderDriven([driven]).split('\n').at(-1))
        all.push(driven)
      }
    climbing = climbing.filter(({ name }) => isFlat(all, name, perSecond))
    if (climbing.length === 0) break
  }
  return all
}

const ofSystem = (all: readonly Driven[], name: string, perSecond: number): Driven[] =>
  all.filter((one) => one.system === name && one.perSecond === perSecond)

/** In at least one of its rounds: others on the machine make rounds worse, and never better. */
const isFlat = (all: readonly Driven[], name: string, perSecond: number): boolean =>
  ofSystem(all, name, perSecond).some(({ flat }) => flat)

function countResults(all: readonly Driven[]): Result[] {
  const counted = ofSystem(all, 'Dawk', gatedRate).flatMap(({ counts }) => counts ?? [])
  if (counted.length === 0) return []
  return countsOfMessage.map(({ name, of, limit, floor, goal }) => {
    const ours = median(counted.map(of))
    const shown = (value: number | null) => (value === null ? '' : `≤ ${value}`)
    const met = goal !== null && ours <= goal ? 'goal' : floor !== null && ours <= floor ? 'floor' : 'missed'
    return {
      name: `${name} a message`,
      unit: '',
      ours,
      yardstick: null,
      ratio: null,
      goal: shown(goal),
      floor: shown(floor),
      met: floor === null ? 'reported' : met,
      note: `at ${gatedRate}/s; fails beyond ${limit}`,
    } satisfies Result
  })
}

/** Processor time of gateway and PostgreSQL against the bare relay's at the same rate. */
function costResults(all: readonly Driven[]): Result[] {
  const cost = ({ micros }: Driven) => micros.gateway + micros.database
  return [gatedRate, 600].flatMap((perSecond) => {
    const [ours, theirs] = ['Dawk', bareRelay.name].map((name) => ofSystem(all, name, perSecond).map(cost))
    if (!ours?.length || !theirs?.length) return []
    const [left, right] = [median(ours), median(theirs)]
    const ratio = left / right
    const met = ratio <= 1.3 ? 'goal' : ratio <= 1.6 ? 'floor' : 'missed'
    return [
      {
        name: `whole life at ${perSecond}/s`,
        unit: 'µs',
        ours: left,
        yardstick: right,
        ratio,
        goal: '≤ 1.3 ×',
        floor: '≤ 1.6 ×',
        met,
        note: 'gateway and PostgreSQL, a message',
      } satisfies Result,
    ]
  })
}

function rateResults(all: readonly Driven[]): Result[] {
  const highest = (name: string) =>
    Math.max(0, ...all.filter((one) => one.system === name && one.flat).map(({ perSecond }) => perSecond))
  const [ours, theirs] = [highest('Dawk'), highest(bareRelay.name)]
  if (theirs === 0 || new Set(all.map(({ perSecond }) => perSecond)).size < 2) return []
  const ratio = ours / theirs
  const met = ratio >= 0.65 ? 'goal' : ratio >= 0.5 ? 'floor' : 'missed'
  const note = 'whole messages a second, kept up with'
  return [
    {
      name: 'highest flat rate',
      unit: '1/s',
      ours,
      yardstick: theirs,
      ratio,
      goal: '≥ 0.65',
      floor: '≥ 0.5',
      met,
      note,
    },
  ]
}
