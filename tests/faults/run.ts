import { parseArgs } from 'node:util'
import { readDocuments } from '@dawk/http/openapi/read-documents.ts'
import { furnish, furnishAll } from '../support/ask-operations.ts'
import { fuzz } from '../support/fuzz.ts'
import { startGatewayProcess } from '../support/gateway.ts'
import { freePort } from '../support/processes.ts'
import { type FaultSystem, killRound, onPostgres, startSystem } from './harness.ts'
import { killImport } from './import-rounds.ts'

/**
 * The fault run: `npm run test:faults -- --requests 100000`. Kills until something is lost or doubled, or `--rounds` are over (10);
 * then asks every operation of every surface, so many requests in all, with whatever can be thought of; `--rounds 0` does that alone,
 * with 20,000 requests in CI. `--seed` makes other requests. `--imports N`: N imports, during each of which the gateway is killed ten times.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    requests: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    imports: { type: 'string', default: '0' },
  },
})
const [rounds = 0, requests = 0, seed = 0, imports = 0] = [
  values.rounds,
  values.requests,
  values.seed,
  values.imports,
].map(Number)
if (
  ![rounds, requests, seed, imports].every((figure) => Number.isInteger(figure) && figure >= 0) ||
  rounds + requests + imports === 0
) {
  console.error('--rounds, --requests, --imports and --seed must be whole numbers')
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

async function runImports(): Promise<boolean> {
  if (imports === 0) return true
  const gateway = await startGatewayProcess(null)
  try {
    for (let round = 0; round < imports; round += 1)
      console.log(JSON.stringify({ import: round + 1, ...(await killImport(gateway, 10, round)) }))
    return true
  } catch (error) {
    console.error(error instanceof Error ? error.stack : error)
    return false
  } finally {
    await gateway.close()
  }
}

/** Of the event loop, of which one in a hundred delays may be longer. */
const mostDelayMs = 50

async function runFuzz(): Promise<boolean> {
  const port = String(await freePort())
  const gateway = await startGatewayProcess(null, {
    SIMULATOR_PORT: port,
    META_GRAPH_URL: `http://127.0.0.1:${port}`,
    DAWK_TRUST_PROXY: '127.0.0.1/32',
  })
  try {
    await gateway.operate('limits', { account: gateway.accountId, 'requests-per-minute': 'unlimited' })
    await gateway.operate('partner', { account: gateway.accountId })
    const documents = await readDocuments()
    await furnish(gateway, 'fuzz')
    await furnishAll(gateway, documents)
    const began = performance.now()
    const { statuses, failures } = await fuzz(gateway, documents, { requests, seed })
    const seconds = (performance.now() - began) / 1000
    const used = process.cpuUsage()
    const asking = (used.user + used.system) / 1_000_000
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
    const lag = /^nodejs_eventloop_lag_p99_seconds ([\d.e-]+)/m.exec(metrics)?.[1]
    const eventLoopDelayP99Ms = Math.round(Number(lag) * 1000)
    const answering = Number(/^process_cpu_seconds_total ([\d.e-]+)/m.exec(metrics)?.[1])
    const processorSeconds = { asking: Math.round(asking), answering: Math.round(answering) }
    const pace = { perSecond: Math.round(requests / seconds), processorSeconds }
    console.log(JSON.stringify({ requests, seed, ...pace, statuses, eventLoopDelayP99Ms }))
    for (const failure of failures) console.error(failure)
    console.log(`Tests  ${failures.length === 0 ? '1 passed' : '1 failed'} (fuzz)`) // as CI counts them
    return failures.length === 0 && eventLoopDelayP99Ms < mostDelayMs
  } finally {
    await gateway.close()
  }
}

const answered = requests === 0 || (await runFuzz())
const imported = await runImports()
process.exitCode = failed > 0 || !answered || !imported ? 1 : 0
