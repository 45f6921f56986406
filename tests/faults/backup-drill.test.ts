import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createSecretBox } from '@dawk/core/platform/secrets.ts'
import { test } from 'vitest'
import { backUp, restore } from '../../apps/gateway/src/operator/backup.ts'
import { freshPhone, simulatorControl } from '../flow/simulator-control.ts'
import { createDatabase } from '../support/database.ts'
import { startGatewayProcess } from '../support/gateway.ts'
import { root, temporaryDirectory, until } from '../support/processes.ts'

type Gateway = Awaited<ReturnType<typeof startGatewayProcess>>
const server = process.env['TEST_DATABASE_URL']

/** As `npm run dawk`, on the settings of an installation. */
const dawk = (env: Record<string, string>, ...args: string[]) =>
  promisify(execFile)(join(root, 'node_modules/.bin/node'), [join(root, 'apps/gateway/src/cli.ts'), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })

const send = async (gateway: Gateway, body: string) =>
  String((await gateway.call('POST', '/v1/messages', { to: freshPhone(), type: 'text', text: { body } })).body.id)
const hasLeft = async (gateway: Gateway, id: string) =>
  ['sent', 'delivered', 'read'].includes((await gateway.call('GET', `/v1/messages/${id}`)).body.status)

test('the drill: a backup under traffic is restored on an empty database, and nothing is sent twice', async (t) => {
  if (!server) return t.skip('pg_dump is for PostgreSQL')
  const folder = await temporaryDirectory()
  t.onTestFinished(() => folder.remove())
  const key = { DAWK_SECRET_KEY: randomBytes(32).toString('hex') }
  const original = await startGatewayProcess(t, key)
  const left = await Promise.all(['a', 'b', 'c'].map((text) => send(original, text)))
  await until('they have left', async () => (await Promise.all(left.map((id) => hasLeft(original, id)))).every(Boolean))
  await original.operate('number-rate', { 'phone-number-id': original.phoneNumberId, 'per-second': '0.01' })
  const waiting: string[] = []
  for (const text of ['d', 'e', 'f', 'g']) waiting.push(await send(original, text)) // the first may still leave

  const settings = { ...key, DATABASE_URL: original.databaseUrl ?? '', DAWK_DATA_DIR: original.dataDir }
  const backup = join(folder.path, 'backup')
  const traffic = setInterval(() => void send(original, 'meanwhile').catch(() => undefined), 20)
  const { stdout } = await dawk(settings, 'backup', '--to', backup).finally(() => clearInterval(traffic))
  assert.match(stdout, /The backup is in .* secret key is not in it/)
  const secrets = createSecretBox(Buffer.from(key.DAWK_SECRET_KEY, 'hex'))
  const installation = { databaseUrl: settings.DATABASE_URL, secrets, mediaDir: null }
  await assert.rejects(backUp(installation, backup), /is not empty/)
  await assert.rejects(restore(installation, backup), /The database is not empty/)

  const sends = simulatorControl(original.simulatorUrl).sends
  const target = await createDatabase(server)
  t.onTestFinished(() => target.dispose())
  const elsewhere = { ...settings, DATABASE_URL: target.url, DAWK_DATA_DIR: folder.path }
  const other = { ...installation, databaseUrl: target.url, secrets: createSecretBox(randomBytes(32)) }
  await assert.rejects(restore(other, backup), /secret key is not that of the backup/)
  await assert.rejects(restore(other, folder.path), /no finished backup/)
  assert.match((await dawk(elsewhere, 'restore', '--from', backup)).stdout, /sends nothing until it is adopted/)
  await original.process().stop('SIGKILL')
  const sentBefore = (await sends()).length

  const copy = await startGatewayProcess(t, { ...elsewhere, SIMULATOR_URL: original.simulatorUrl })
  const asOriginal = { ...copy, call: withKey(copy, original.apiKey) }
  assert.equal(await hasLeft(asOriginal, left[0] ?? ''), true, 'what was sent before is there, with its status')
  await dawk(elsewhere, 'number-rate', '--phone-number-id', original.phoneNumberId, '--per-second', 'uncapped')
  const fresh = await send(asOriginal, 'new')
  assert.match((await dawk(elsewhere, 'adopt')).stdout, /was copied from another installation.* messages/s)
  assert.equal((await sends()).length, sentBefore, 'nothing is sent before it is adopted')
  await dawk(elsewhere, 'adopt', '--expire')
  await until('the new one has left', () => hasLeft(asOriginal, fresh))
  for (const id of waiting.slice(1))
    assert.equal((await asOriginal.call('GET', `/v1/messages/${id}`)).body.status, 'failed')
  const all = await sends()
  assert.equal(all.length, sentBefore + 1)
  assert.equal(new Set(all.map(({ to }) => to)).size, all.length, 'each person got one message')
})

/** Calls of the restored host with a key that the original has made. */
const withKey =
  ({ url }: Gateway, apiKey: string): Gateway['call'] =>
  async (method, path, body) => {
    const reply = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: reply.status, headers: reply.headers, body: await reply.json() }
  }
