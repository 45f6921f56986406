import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunningGateway } from './gateway.ts'
import { freePort, startProcess, temporaryDirectory, until } from './processes.ts'

/** One more API process on the same database and secrets; returns its address. It ends with the test. */
export async function startSecondProcess(
  t: { onTestFinished(fn: () => Promise<void>): void },
  gateway: RunningGateway,
  env: Record<string, string> = {},
): Promise<string> {
  if (!gateway.databaseUrl) throw new Error('The embedded database has one process')
  const directory = await temporaryDirectory()
  const port = await freePort()
  const other = startProcess('apps/gateway/src/main.mjs', ['--role=api'], {
    PORT: String(port),
    SIMULATOR_URL: gateway.simulatorUrl,
    DAWK_SANDBOX: 'true',
    EGRESS_ALLOW_CIDRS: '127.0.0.0/8,::1/128',
    DAWK_REGISTRATION: 'open',
    DAWK_DATA_DIR: directory.path,
    DAWK_SECRET_KEY: (await readFile(join(gateway.dataDir, 'secret.key'), 'utf8')).trim(),
    DATABASE_URL: gateway.databaseUrl,
    LOG_LEVEL: 'warn',
    ...env,
  })
  t.onTestFinished(async () => {
    await other.stop('SIGKILL')
    await directory.remove()
  })
  const url = `http://127.0.0.1:${port}`
  await until('the other process', async () => {
    if (other.child.exitCode !== null) throw new Error(`it ended: ${other.output()}`)
    return (await fetch(`${url}/health/ready`)).ok
  }).catch((error) => {
    throw new Error(`${error}\n${other.output()}`)
  })
  return url
}
