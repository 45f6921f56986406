import assert from 'node:assert/strict'
import { createAuthenticator } from '@dawk/core/tenancy/api-keys/authenticate/authenticate.ts'
import { listAudit } from '@dawk/core/tenancy/audit/audit-log.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore, type TestCore } from '../../../../tests/support/core.ts'
import { UsageError } from './command.ts'
import { help, operatorCommands, runOperatorCommand } from './commands.ts'

let core: TestCore
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

const run = (command: string, options: Record<string, string> = {}) =>
  runOperatorCommand(
    { db: core.db, sandbox: true, secrets: () => core.secrets, witness: async () => 'here' },
    { command, options },
  )
const attempt = async (command: string, options: Record<string, string>) => run(command, options)
const usage = (pattern: RegExp) => (error: unknown) => error instanceof UsageError && pattern.test(error.message)

async function createAccount(): Promise<{ id: string; key: string }> {
  const said = await run('create-account', { name: 'Acme', email: `a${Math.random()}@example.com`, plan: 'pro' })
  const [id = ''] = said.split(' ')
  return { id, key: /sk_live_[0-9a-f]{48}/.exec(said)?.[0] ?? '' }
}

test('an account is created with a key that works, and is found in the list', async () => {
  const { id, key } = await createAccount()
  const found = await createAuthenticator(core).authenticate(key)
  assert.equal(found?.good && found.principal.account.id, id)
  assert.match(await run('accounts', { search: 'ACM' }), new RegExp(`^${id}  active     pro `, 'm'))
  assert.equal(await run('accounts', { search: "o'no%_" }), 'There are no such accounts.')
})

test('a suspended account is not active until it is resumed, and both are in its audit log', async () => {
  const { id, key } = await createAccount()
  const isActive = async () => {
    const found = await createAuthenticator(core).authenticate(key)
    return found?.good && found.principal.account.active
  }
  assert.match(await run('suspend', { account: id }), /suspended/)
  assert.equal(await isActive(), false)
  await run('resume', { account: id })
  assert.equal(await isActive(), true)
  await run('plan', { account: id, plan: 'basic' })
  const records = await listAudit(core, { accountId: id }, { limit: 3, after: null })
  assert.deepEqual(
    records.map(({ action, by, before, after }) => [action, by.kind, before, after]),
    [
      ['account.plan_changed', 'operator', { plan: 'pro' }, { plan: 'basic' }],
      ['account.resumed', 'operator', { active: false }, { active: true }],
      ['account.suspended', 'operator', { active: true }, { active: false }],
    ],
  )
})

test('limits and quotas are set, and return to the plan', async () => {
  const { id: account } = await createAccount()
  assert.match(await run('limits', { account, 'requests-per-minute': '77' }), /77 requests per minute/)
  assert.match(await run('limits', { account, 'requests-per-minute': 'plan' }), /500 requests per minute/)
  assert.match(await run('quota', { account, requests: '1000/day' }), /quota 1000 requests a day/)
  assert.match(await run('quota', { account, requests: 'plan' }), /quota as the plan says/)
})

const account = '01a1fce0-31b0-75bf-b5b0-3a1e285d179b'
const wrong: [string, Record<string, string>, RegExp][] = [
  ['nonsense', {}, /There is no command "nonsense"/],
  ['suspend', {}, /--account <id> is missing/],
  ['suspend', { account: '7' }, /--account must be an id such as .*, not "7"/],
  ['suspend', { account, plan: 'pro' }, /suspend has no option --plan/],
  ['plan', { account, plan: 'gold' }, /--plan must be free, basic, pro or enterprise, not "gold"/],
  ['limits', { account, 'requests-per-minute': 'many' }, /must be a number or unlimited or plan, not "many"/],
  ['quota', { account, requests: '5/week' }, /must be such as 1000\/day/],
  ['password-link', { email: 'nobody' }, /--email must be an e-mail address, not "nobody"/],
  ['journal-replay', { from: 'yesterday', to: '2026-01-01' }, /--from must be an instant such as .*, not "yesterday"/],
  ['webhook-replay', { account }, /needs --delivery, or --endpoint with --from and --to/],
]
test.each(wrong)('%s with wrong options says which and why (%#)', async (command, options, pattern) => {
  await assert.rejects(attempt(command, options), usage(pattern))
})

test('the help names every command with its options', () => {
  for (const { name, options } of operatorCommands) {
    assert.ok(help.includes(`npm run dawk -- ${name}`))
    for (const flag of Object.keys(options)) assert.ok(help.includes(`--${flag}`))
  }
})

test('a key of the sandbox account is shown each time that it is asked for, and only where there is a sandbox', async () => {
  const [first, second] = [JSON.parse(await run('sandbox-key')), JSON.parse(await run('sandbox-key'))]
  assert.deepEqual([first.accountId, first.phoneNumberId], [second.accountId, second.phoneNumberId])
  assert.notEqual(first.apiKey, second.apiKey)
  for (const { apiKey } of [first, second]) assert.ok((await createAuthenticator(core).authenticate(apiKey))?.good)
  const without = { db: core.db, sandbox: false, secrets: () => core.secrets, witness: async () => 'here' }
  await assert.rejects(runOperatorCommand(without, { command: 'sandbox-key', options: {} }), /no sandbox here/)
})
