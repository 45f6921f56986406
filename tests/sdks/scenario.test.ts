import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'vitest'
import { startGateway } from '../support/gateway.ts'
import { root } from '../support/processes.ts'
import { startFaultyProxy } from './faulty-proxy.ts'
import { runScenario, type Step } from './run-scenario.ts'

const scenario = join(root, 'sdks/scenario.json')
/** Debian's, which sees Debian's packages. */
const python = '/usr/bin/python3'

function canRun(code: string): boolean {
  try {
    execFileSync(python, ['-c', code], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const gateway = await startGateway(null)

test('the TypeScript SDK walks the scenario', async (t) => {
  t.onTestFinished(gateway.close)
  const proxy = await startFaultyProxy(t, gateway.url)
  const steps = JSON.parse(await readFile(scenario, 'utf8')) as Step[]
  await runScenario(steps, proxy, gateway.apiKey)
  for (const kind of ['sync', ...(canRun('import httpx') ? ['async'] : [])]) {
    const { stdout } = await promisify(execFile)(
      python,
      [join(root, 'tests/sdks/run_scenario.py'), scenario, proxy, gateway.apiKey, kind],
      { env: { PYTHONPATH: join(root, 'sdks/python'), PYTHONDONTWRITEBYTECODE: '1' } },
    )
    assert.equal(stdout.trim(), `${steps.length} steps`)
  }
})
