import { parseArgs } from 'node:util'
import { type FaultSystem, killRound, onPostgres, startSystem } from './harness.ts'

/** `npm run test:faults -- --rounds N`: kills until something is lost or doubled, or N rounds are over. */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } })
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('--rounds must be a whole number from 1')
  process.exit(2)
}
console.log(`${rounds} rounds on ${onPostgres ? 'PostgreSQL' : 'the embedded database'}`)

async function runRounds(apart: boolean, count: number): Promise<number> {
  if (count === 0) return 0
  const system = await startSystem({ apart })
  const earlier = new Set<string>()
  let failed = 0
  try {
    for (let round = 1; round <= count; round += 1) failed += (await runRound(system, round, apart, earlier)) ? 0 : 1
  } finally {
    await system.close()
  }
  return failed
}

async function runRound(system: FaultSystem, round: number, apart: boolean, earlier: Set<string>): Promise<boolean> {
  const victim = apart && round % 4 !== 0 ? 'worker' : 'gateway'
  try {
    console.log(JSON.stringify({ round, ...(await killRound(system, victim, earlier)) }))
    return true
  } catch (error) {
    console.error(`round ${round}, ${victim} killed: ${error instanceof Error ? error.stack : error}`)
    return false
  }
}

const roundsApart = onPostgres ? Math.floor(rounds / 2) : 0
const failed = (await runRounds(false, rounds - roundsApart)) + (await runRounds(true, roundsApart))
console.log(`${rounds - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
