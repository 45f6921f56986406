import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'vitest'
import { describeSettings, findUnknownSettings } from './settings.ts'

test('a variable that begins as those of Dawk do and is none of them is named, with what was meant', () => {
  const env = { DAWK_KEEP_MESSAGE_DAYS: '30', DAWK_FROBNICATE: '1', DAWK_DATA_DIR: '/x', DATABASE_ULR: 'x', HOME: '/' }
  assert.deepEqual(findUnknownSettings(env), [
    'there is no setting DAWK_FROBNICATE; docs/configuration.md lists them all',
    'there is no setting DAWK_KEEP_MESSAGE_DAYS: did you mean DAWK_KEEP_MESSAGES_DAYS?',
  ])
  assert.deepEqual(findUnknownSettings({ DAWK_TEST_STATEMENTS: '/tmp' }), [])
})

test('docs/configuration.md is the table of settings; `npm run configuration` writes it anew', async () => {
  const written = await readFile(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')
  assert.equal(written, describeSettings())
})
