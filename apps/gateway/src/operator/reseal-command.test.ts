import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { sealedColumns } from '@dawk/core/operations/sealed-columns-store.ts'
import { createSecretBox } from '@dawk/core/platform/secrets.ts'
import { createAuthenticator } from '@dawk/core/tenancy/api-keys/authenticate/authenticate.ts'
import { test } from 'vitest'
import { openFreshDatabase } from '../../../../tests/support/database.ts'
import { keepRoot, openSecretBox, type SecretKeys } from '../secret-box.ts'
import { runOperatorCommand } from './commands.ts'

/** An installation after its first start under one key, as a process with other keys finds it. */
async function world(t: { onTestFinished(fn: () => Promise<void>): void }) {
  const { db, close } = await openFreshDatabase()
  t.onTestFinished(close)
  const witness = async () => 'here'
  await db.worker.run(`insert into installation (id, witness, adopted_at) values (uuid_v7(), 'here', now())`)
  const open = (keys: SecretKeys) => openSecretBox(db.worker, keys)
  const run = async (keys: SecretKeys, command: string, options: Record<string, string> = {}) => {
    const secrets = await open(keys)
    return runOperatorCommand({ db, sandbox: true, secrets: () => secrets, witness }, { command, options })
  }
  const accountOf = async (keys: SecretKeys, apiKey: string) => {
    const authenticator = createAuthenticator({ db, secrets: await open(keys) } as never)
    const found = await authenticator.authenticate(apiKey)
    return found?.good ? found.principal.account.id : null
  }
  const tokens = () =>
    db.worker.many<{ id: string; cipher: Uint8Array }>('select id, token_cipher as cipher from numbers order by id')
  const readsAll = async (keys: SecretKeys) => {
    const box = await open(keys)
    for (const { id, cipher } of await tokens()) box.open(cipher, `number|${id}|token`)
  }
  return { db, open, run, accountOf, tokens, readsAll }
}

test('the key is changed in four steps, and at each one API keys and stored secrets are good', async (t) => {
  const { db, open, run, accountOf, tokens, readsAll } = await world(t)
  const [old, fresh] = [randomBytes(32), randomBytes(32)]
  const only = (key: Buffer): SecretKeys => ({ key, also: null })
  await assert.rejects(open({ key: old, also: fresh }), /Start once with the old DAWK_SECRET_KEY alone/)
  const made = await run(only(old), 'create-account', { name: 'Acme', email: 'a@example.com' })
  const apiKey = /sk_live_[0-9a-f]{48}/.exec(made)?.[0] ?? ''
  await keepRoot(db.worker, await open(only(old)), only(old))
  const accountId = await accountOf(only(old), apiKey)
  assert.ok(accountId !== null && (await tokens()).length > 0, 'the account has a number with a token')

  const steps: SecretKeys[] = [
    { key: old, also: fresh },
    { key: fresh, also: old },
  ]
  for (const keys of steps) {
    assert.equal(await accountOf(keys, apiKey), accountId)
    await readsAll(keys)
  }
  await assert.rejects(open(only(fresh)), /DAWK_SECRET_KEY is not the key/)
  await run({ key: fresh, also: old }, 'create-account', { name: 'Two', email: 'b@example.com' })
  await readsAll({ key: old, also: fresh }) // a process of step 1 reads what one of step 2 wrote

  assert.match(await run({ key: fresh, also: old }, 'reseal'), /^2 secrets/)
  assert.match(await run({ key: fresh, also: old }, 'reseal'), /^0 secrets/)
  await readsAll(only(fresh))
  assert.equal(await accountOf(only(fresh), apiKey), accountId)
  await assert.rejects(open(only(old)), /DAWK_SECRET_KEY is not the key/)
})

test('what no key opens is counted and left', async (t) => {
  const { db, open, run, tokens } = await world(t)
  const [old, fresh] = [randomBytes(32), randomBytes(32)]
  await run({ key: old, also: null }, 'create-account', { name: 'Acme', email: 'a@example.com' })
  await keepRoot(db.worker, await open({ key: old, also: null }), { key: old, also: null })
  const [number] = await tokens()
  const lost = createSecretBox(randomBytes(32)).seal('x', `number|${number?.id}|token`)
  await db.worker.run('update numbers set token_cipher = $1', [lost])
  assert.match(await run({ key: fresh, also: old }, 'reseal'), /1 can be opened by neither key/)
  assert.deepEqual(Buffer.from((await tokens())[0]?.cipher ?? []), lost)
})

test('every column that holds a sealed secret is known', async () => {
  const schema = await readFile(new URL('../../../../packages/core/schema/schema.sql', import.meta.url), 'utf8')
  const tables = [...schema.matchAll(/^create table (\w+) \(\n([\s\S]*?)^\)/gm)]
  const found = tables.flatMap(([, table = '', columns = '']) =>
    [...columns.matchAll(/^ {2}(\w+_cipher) bytea/gm)].map(([, column]) => `${table}.${column}`),
  )
  assert.deepEqual(
    found.filter((name) => name !== 'installation.root_cipher').toSorted(),
    sealedColumns.map(({ table, column }) => `${table}.${column}`).toSorted(),
  )
})
