import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'vitest'
import { describeSettings, explainSettings, findUnknownSettings, settingNames } from './settings.ts'

test('a variable that begins as those of Dawk do and is none of them is named, with what was meant', () => {
  const env = { DAWK_KEEP_MESSAGE_DAYS: '30', DAWK_FROBNICATE: '1', DAWK_DATA_DIR: '/x', DATABASE_ULR: 'x', HOME: '/' }
  assert.deepEqual(findUnknownSettings(env), [
    'there is no setting DAWK_FROBNICATE; docs/configuration.md lists them all',
    'there is no setting DAWK_KEEP_MESSAGE_DAYS: did you mean DAWK_KEEP_MESSAGES_DAYS?',
  ])
  assert.deepEqual(findUnknownSettings({ DAWK_TEST_STATEMENTS: '/tmp' }), [])
})

test('settings are explained with their values, and nothing that is secret is shown', () => {
  const secrets = settingNames.filter((name) => /SECRET|TOKEN|ACCESS_KEY$/.test(name))
  const env = {
    ...Object.fromEntries(secrets.map((name) => [name, 'hunter2'])),
    RAZORPAY_KEY_ID: 'rzp_live_1',
    DATABASE_URL: 'postgres://dawk:hunter2@db:5432/dawk',
    REDIS_URL: 'redis://:hunter2@cache:6379',
    SMTP_URL: 'smtps://me:hun/ter2@mail',
    META_APP_SECRET: '',
    META_APP_SECRET_FILE: '/run/secrets/app',
  }
  const text = explainSettings(env)
  assert.doesNotMatch(text, /hunter2|ter2@/)
  for (const line of [
    'DATABASE_URL  postgres://dawk:…@db:5432/dawk',
    'REDIS_URL  redis://:…@cache:6379',
    'META_APP_SECRET  from /run/secrets/app',
    'DAWK_SECRET_KEY  set, not shown',
    'RAZORPAY_KEY_ID  rzp_live_1',
    'PORT  not set: 4000',
  ])
    assert.ok(text.includes(`  ${line}\n`), line)
})

test('docs/configuration.md is the table of settings; `npm run configuration` writes it anew', async () => {
  const written = await readFile(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')
  assert.equal(written, describeSettings())
})
