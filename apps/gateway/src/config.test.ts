import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

test('without any configuration everything has a usable default', () => {
  const config = readConfig({}, [])
  assert.deepEqual(
    [config.role, config.host, config.port, config.simulatorPort, config.metaGraphUrl],
    ['all', '127.0.0.1', 4000, 4001, 'https://graph.facebook.com'],
  )
  assert.ok(isAbsolute(config.dataDir) && config.dataDir.endsWith('.dawk'))
  assert.deepEqual([config.databaseUrl, config.secretKey, config.webhookScheduleMs], [undefined, null, null])
  assert.deepEqual(config.keepDays, { messages: null, journal: 30, events: 90, deliveries: 90 })
  assert.deepEqual([config.shutdownMs, config.confirmGraceMs, config.leaseMs], [20_000, 60_000, 10_000])
})

test('every value is read', () => {
  const config = readConfig(
    {
      PORT: '0',
      DATABASE_URL: 'postgres://u:p@h/d',
      SIMULATOR_URL: 'http://127.0.0.1:9/',
      DAWK_SECRET_KEY: 'ab'.repeat(32),
      EGRESS_ALLOW_CIDRS: '10.0.0.0/8, ::1/128',
      DAWK_WEBHOOK_RETRY_SECONDS: '0,0.5,2',
      DAWK_LEASE_SECONDS: '2.5',
      DAWK_KEEP_MESSAGES_DAYS: '365',
      DAWK_KEEP_EVENTS_DAYS: '0',
      LOG_LEVEL: '',
      DAWK_DATABASE_CONNECTIONS: '6',
    },
    ['--role=worker'],
  )
  assert.deepEqual([config.role, config.port, config.simulatorUrl], ['worker', 0, 'http://127.0.0.1:9'])
  assert.equal(config.secretKey?.length, 32)
  assert.equal(config.databaseConnections, 6)
  assert.deepEqual(config.keepDays, { messages: 365, journal: 30, events: null, deliveries: 90 })
  assert.deepEqual(config.egressAllowCidrs, ['10.0.0.0/8', '::1/128'])
  assert.deepEqual([config.webhookScheduleMs, config.leaseMs, config.logLevel], [[0, 500, 2000], 2500, 'info'])
  const base64 = readConfig({ DAWK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') }, [])
  assert.deepEqual(base64.secretKey, Buffer.alloc(32, 7))
})

test('a setting may come from a file, and only from one place', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'dawk-settings-'))
  t.onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'value')
  await writeFile(path, `${'ab'.repeat(32)}\n`)
  assert.deepEqual(readConfig({ DAWK_SECRET_KEY_FILE: path }, []).secretKey, Buffer.alloc(32, 0xab))
  await writeFile(path, '\n')
  assert.equal(readConfig({ DAWK_SECRET_KEY_FILE: path }, []).secretKey, null)
  const both = { META_APP_SECRET: 'one', META_APP_SECRET_FILE: path, DATABASE_URL_FILE: join(folder, 'absent') }
  assert.throws(
    () => readConfig(both, []),
    /DATABASE_URL_FILE names .*absent.*ENOENT.*META_APP_SECRET and META_APP_SECRET_FILE are both set/s,
  )
})

test('all mistakes are named at once, and no secret is repeated', () => {
  const env = {
    PORT: '70000',
    SIMULATOR_PORT: '1e3',
    DATABASE_URL: 'mysql://root:hunter2@h/d',
    META_GRAPH_URL: 'graph',
    DAWK_SECRET_KEY: 'hunter2',
    EGRESS_ALLOW_CIDRS: '10.0.0.0/33',
    DAWK_TRUST_PROXY: 'everyone',
    LOG_LEVEL: 'loud',
    METRICS_TOKEN: 'hunter2',
    DAWK_SHUTDOWN_SECONDS: '-1',
    DAWK_KEEP_JOURNAL_DAYS: 'long',
    DAWK_WEBHOOK_RETRY_SECONDS: '0,soon',
  }
  const read = () => readConfig(env, ['--rule=api'])
  assert.throws(read, (error) => {
    assert.ok(error instanceof ConfigError)
    for (const name of [...Object.keys(env), '--rule']) assert.match(error.message, new RegExp(name))
    assert.doesNotMatch(error.message, /hunter2/)
    return true
  })
})

test('a token for metrics can be sent as a Bearer token and not be guessed', () => {
  const read = (token: string) => readConfig({ METRICS_TOKEN: token }, []).metricsToken
  assert.deepEqual(
    [read(''), read(' 0123456789abcdef '), read('MDEyMzQ1Njc4OWFiY2RlZg==')],
    [null, '0123456789abcdef', 'MDEyMzQ1Njc4OWFiY2RlZg=='],
  )
  for (const wrong of ['0123456789abcde', '0123456789 abcdef', '0123456789abcdéf', 'x'.repeat(257)])
    assert.throws(() => read(wrong), /METRICS_TOKEN must be 16 to 256/)
})

test('unknown roles, flags and arguments are refused, and split roles need PostgreSQL', () => {
  assert.throws(() => readConfig({}, ['--role=boss']), /--role must be one of all, api, worker/)
  assert.throws(() => readConfig({}, ['api']), ConfigError)
  assert.throws(() => readConfig({}, ['--role=api']), /needs DATABASE_URL/)
  assert.doesNotThrow(() => readConfig({ DATABASE_URL: 'postgres://h/d' }, ['--role=api']))
  const several = 'postgres://u:p@one:5432,two:5433/d?target_session_attrs=read-write'
  assert.equal(readConfig({ DATABASE_URL: several }, []).databaseUrl, several)
  assert.throws(() => readConfig({ DATABASE_SESSION_URL: 'postgres://h/d' }, []), /goes with DATABASE_URL/)
})

test('half a payment provider is a problem, and names what is missing', () => {
  const half = { STRIPE_SECRET_KEY: 'sk_test_hunter2', STRIPE_PRICE_PRO: 'price_1' }
  assert.throws(() => readConfig(half, []), /also need STRIPE_WEBHOOK_SECRET[\s\S]*also need STRIPE_PRICE_BASIC/)
  assert.throws(
    () => readConfig({ RAZORPAY_KEY_ID: 'rzp_test_1' }, []),
    /also need RAZORPAY_KEY_SECRET, RAZORPAY_WEBHOOK_SECRET/,
  )
  const { stripe, payments } = readConfig({ STRIPE_SECRET_KEY: 'sk', STRIPE_WEBHOOK_SECRET: 'whsec' }, [])
  assert.deepEqual([stripe, payments.stripe?.secretKey, payments.razorpay], [null, 'sk', null]) // top-ups without plans
  assert.equal(readConfig({}, []).payments.stripe, null)
})

test('a trial has no setting of production and is reached from this machine alone', () => {
  const modeOf = (env: Record<string, string>) => readConfig(env, []).mode
  const trials = [
    {},
    { HOST: 'localhost' },
    { HOST: '127.0.0.2' },
    { HOST: '::1' },
    { DAWK_SECRET_KEY: 'ab'.repeat(32) },
  ]
  for (const env of trials) assert.deepEqual([modeOf(env), readConfig(env, []).sandbox], ['trial', true])
  const production = [
    { DATABASE_URL: 'postgres://u:p@h/d' },
    { META_APP_SECRET: 'secret' },
    { META_VERIFY_TOKEN: 'token' },
    { DAWK_PUBLIC_URL: 'https://dawk.example' },
    { HOST: '0.0.0.0', DATABASE_URL: 'postgres://u:p@h/d' },
  ]
  for (const env of production) assert.deepEqual([modeOf(env), readConfig(env, []).sandbox], ['production', false])
})

test('a host that others reach is refused without settings of production, with the reason', () => {
  for (const HOST of ['0.0.0.0', '::', '192.0.2.1', 'dawk.example'])
    assert.throws(() => readConfig({ HOST }, []), /HOST=.* lets others reach Dawk.*set DATABASE_URL, META_APP_SECRET/)
  assert.throws(() => readConfig({ HOST: '0.0.0.0', DAWK_PUBLIC_URL: 'https://dawk.example' }, []), /lets others reach/)
})

test('the sandbox of a production asks for the token of its simulator', () => {
  const env = { META_APP_SECRET: 'secret', DAWK_SANDBOX: 'true' }
  assert.throws(() => readConfig(env, []), /DAWK_SANDBOX also needs SIMULATOR_TOKEN/)
  assert.throws(() => readConfig({ ...env, SIMULATOR_TOKEN: 'short' }, []), /SIMULATOR_TOKEN must be 16 to 256/)
  assert.ok(readConfig({ ...env, SIMULATOR_TOKEN: '0123456789abcdef' }, []).sandbox)
  assert.ok(readConfig({ ...env, SIMULATOR_URL: 'http://127.0.0.1:4001' }, []).sandbox)
})
