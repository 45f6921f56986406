import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type TestContext, test } from 'vitest'
import { copiedEmbeddedDatabase, unmigratedDatabase } from '../support/database.ts'
import { freePort, root, startProcess, temporaryDirectory, until } from '../support/processes.ts'

const onPostgres = Boolean(process.env['TEST_DATABASE_URL'])

interface Installation {
  url: string
  env: Record<string, string>
  directory: string
}

/** As "Going live" in README.md says: a database, a secret key, Meta's settings, and a data directory that is not there. */
async function install(t: TestContext, env: Record<string, string> = {}): Promise<Installation> {
  const database = await unmigratedDatabase()
  const directory = await temporaryDirectory()
  t.onTestFinished(async () => {
    await database.dispose()
    await directory.remove()
  })
  const port = String(await freePort())
  return {
    url: `http://127.0.0.1:${port}`,
    directory: directory.path,
    env: {
      PORT: port,
      SIMULATOR_PORT: String(await freePort()),
      DAWK_DATA_DIR: join(directory.path, 'not', 'there'),
      DAWK_SECRET_KEY: randomBytes(32).toString('hex'),
      ...(database.url && { DATABASE_URL: database.url }),
      META_APP_SECRET: 'the-secret-of-the-app',
      META_VERIFY_TOKEN: 'the-verify-token',
      LOG_LEVEL: 'info',
      ...env,
    },
  }
}

async function start(t: TestContext, { env, url }: Installation, args: readonly string[] = []) {
  const running = startProcess('apps/gateway/src/main.mjs', args, env)
  t.onTestFinished(async () => void (await running.stop('SIGKILL')))
  await until('the gateway', async () => {
    if (running.child.exitCode !== null) throw new Error(`it ended: ${running.output()}`)
    return (await fetch(`${url}/health/ready`)).ok
  }).catch((error) => {
    throw new Error(`${error}\n${running.output()}`)
  })
  return running
}

async function operate({ env }: Installation, ...args: string[]): Promise<string> {
  const cli = join(root, 'apps/gateway/src/cli.ts')
  const path = { PATH: process.env['PATH'] ?? '' }
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], {
    env: { ...path, ...env },
    cwd: root,
  })
  return stdout
}

const isOpen = (port: string | undefined) =>
  fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  )

test.skipIf(!onPostgres).for(['all', 'api', 'worker'])(
  'the role %s starts in production from an empty folder, prints no key and starts no simulator',
  async (role, t) => {
    const installation = await install(t)
    const running = await start(t, installation, [`--role=${role}`])
    assert.match(running.output(), /Production mode/)
    assert.doesNotMatch(running.output(), /sk_(live|test)_/)
    assert.equal(await isOpen(installation.env['SIMULATOR_PORT']), false)
    assert.ok(!existsSync(join(installation.directory, 'not', 'there', 'sandbox.json')))
  },
)

test.skipIf(!onPostgres)('an operator makes the first account, whose key works; the sandbox stays off', async (t) => {
  const installation = await install(t)
  await start(t, installation)
  const made = await operate(installation, 'create-account', '--name', 'Dawk Ltd', '--email', 'a@example.com')
  const headers = { authorization: `Bearer ${/sk_live_\w+/.exec(made)?.[0]}` }
  const reply = await fetch(`${installation.url}/v1/account`, { headers })
  assert.deepEqual([reply.status, made.split(' ')[0]], [200, ((await reply.json()) as { id: string }).id])
  await assert.rejects(operate(installation, 'sandbox-key'), /There is no sandbox here/)
})

test.skipIf(!onPostgres)(
  'a sandbox that production asks for works, and its simulator asks for the token',
  async (t) => {
    const token = 'a-token-of-the-simulator'
    const sandbox = { DAWK_SANDBOX: 'true', DAWK_SANDBOX_WINDOW: 'open', SIMULATOR_TOKEN: token }
    const installation = await install(t, { ...sandbox, HOST: '0.0.0.0' })
    await start(t, installation)
    const { apiKey, phoneNumberId } = JSON.parse(await operate(installation, 'sandbox-key'))
    const simulatorUrl = `http://127.0.0.1:${installation.env['SIMULATOR_PORT']}`
    for (const path of ['numbers', 'messages', `numbers/${phoneNumberId}/credentials`])
      assert.equal((await fetch(`${simulatorUrl}/_simulator/${path}`)).status, 401)
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ to: '14155552671', message: 'Hi' })
    const sent = await fetch(`${installation.url}/send-message`, { method: 'POST', headers, body })
    const { data } = (await sent.json()) as { data: { id: string } }
    await until('the message is sent', async () =>
      /"status":"(sent|delivered|read)"/.test(
        await (await fetch(`${installation.url}/messages/${data.id}`, { headers })).text(),
      ),
    )
  },
)

test('a trial prints the key of its first start, and makes no other one once that is revoked or its file is gone', async (t) => {
  const directory = await temporaryDirectory()
  t.onTestFinished(directory.remove)
  await copiedEmbeddedDatabase(directory.path)
  const port = String(await freePort())
  const env = { PORT: port, SIMULATOR_PORT: String(await freePort()), DAWK_DATA_DIR: directory.path, LOG_LEVEL: 'warn' }
  const installation = { url: `http://127.0.0.1:${port}`, env, directory: directory.path }
  const first = await start(t, installation)
  const welcome = await until('the welcome', async () => /Bearer (sk_live_\w+)/.exec(first.output()))
  const key = { authorization: `Bearer ${welcome[1]}` }
  const { data } = (await (await fetch(`${installation.url}/v1/api-keys`, { headers: key })).json()) as {
    data: { id: string }[]
  }
  const revoked = await fetch(`${installation.url}/v1/api-keys/${data[0]?.id}/revoke`, { method: 'POST', headers: key })
  assert.equal(revoked.status, 200)
  await first.stop()
  const second = await start(t, installation)
  await until('the welcome', async () => /npm run dawk -- sandbox-key/.test(second.output()))
  assert.doesNotMatch(second.output(), /sk_live_/)
  const shown = JSON.parse(await operate(installation, 'sandbox-key'))
  const reply = await fetch(`${installation.url}/v1/account`, { headers: { authorization: `Bearer ${shown.apiKey}` } })
  assert.equal(reply.status, 200)
})
