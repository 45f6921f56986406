import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'vitest'
import { startGatewayProcess } from '../support/gateway.ts'
import { freePort, startProcess, temporaryDirectory, until } from '../support/processes.ts'

const token = 'metrics-0123456789abcdef'
const bearer = (text: string) => ({ headers: { authorization: `Bearer ${text}` } })

/** What strangers, guessers and the operator are answered. */
async function checkMetrics(url: string, strangers: readonly string[]): Promise<void> {
  for (const init of [{}, ...[...strangers, token.slice(1), `${token}x`].map(bearer)]) {
    const refused = await fetch(`${url}/metrics`, init)
    assert.equal(refused.status, 401)
    assert.equal(refused.headers.get('www-authenticate'), 'Bearer realm="metrics"')
    const { success, error } = (await refused.json()) as { success: boolean; error: string }
    assert.equal(success, false)
    assert.match(error, /METRICS_TOKEN.*Authorization: Bearer/)
  }
  const shown = await fetch(`${url}/metrics`, bearer(token))
  assert.equal(shown.status, 200)
  assert.match(await shown.text(), /^# HELP /m)
  assert.equal((await fetch(`${url}/health/ready`)).status, 200)
}

test('metrics are open until the operator sets a token, which then nobody can do without', async (t) => {
  const open = await startGatewayProcess(t)
  assert.equal((await fetch(`${open.url}/metrics`)).status, 200)
  const gateway = await startGatewayProcess(t, { METRICS_TOKEN: token })
  await checkMetrics(gateway.url, [gateway.apiKey])
})

test('a worker apart demands it too', async (t) => {
  const gateway = await startGatewayProcess(t)
  const { databaseUrl, simulatorUrl } = gateway
  if (!databaseUrl) return t.skip('a worker apart needs PostgreSQL')
  const directory = await temporaryDirectory()
  const port = String(await freePort())
  const worker = startProcess('apps/gateway/src/main.mjs', ['--role=worker'], {
    PORT: port,
    SIMULATOR_URL: simulatorUrl,
    DAWK_DATA_DIR: directory.path,
    DATABASE_URL: databaseUrl,
    DAWK_SECRET_KEY: (await readFile(join(gateway.dataDir, 'secret.key'), 'utf8')).trim(),
    METRICS_TOKEN: token,
    LOG_LEVEL: 'warn',
  })
  t.onTestFinished(async () => {
    await worker.stop('SIGKILL')
    await directory.remove()
  })
  const url = `http://127.0.0.1:${port}`
  await until('the worker', async () => (await fetch(`${url}/health/ready`)).ok)
  await checkMetrics(url, [])
})
