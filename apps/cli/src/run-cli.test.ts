import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { commands } from './commands.ts'
import { readProfile, storeProfile } from './profile.ts'
import { runCli } from './run-cli.ts'

async function run(words: string[], env: Record<string, string> = {}) {
  const said = { stdout: '', stderr: '' }
  const code = await runCli(commands, words, {
    env: { DAWK_CONFIG: '/nowhere/profiles.json', ...env },
    stdout: (text) => {
      said.stdout += text
    },
    stderr: (text) => {
      said.stderr += text
    },
    isInteractive: false,
    signal: new AbortController().signal,
  })
  return { code, ...said }
}

test('help names every command, and each has its own', async () => {
  const { code, stdout } = await run(['help'])
  assert.equal(code, 0)
  for (const { name } of commands) {
    assert.match(stdout, new RegExp(`^  ${name}\\b`, 'm'))
    assert.match((await run([...name.split(' '), '--help'])).stdout, new RegExp(`^dawk ${name}`))
  }
})

test('what is not understood ends with 2 and says what was meant', async () => {
  const cases: [string[], RegExp][] = [
    [['fly'], /no command "fly"/],
    [['templates'], /one of: templates pull, templates diff, templates push/],
    [['send'], /needs TO/],
    [['send', '+1', 'a', 'b'], /"b" is too much/],
    [['send', '+1', 'a', '--template', 'x'], /one of TEXT, --template and --data/],
    [['send', '+1', '--bogus'], /bogus/],
    [['listen'], /--forward/],
    [['whoami'], /no API key/],
    [['completion', 'tcsh'], /bash, zsh or fish/],
  ]
  for (const [words, pattern] of cases) {
    const { code, stderr, stdout } = await run(words)
    assert.deepEqual([code, stdout], [2, ''], words.join(' '))
    assert.match(stderr, pattern)
  }
})

test('a dry run prints the request that it would make', async () => {
  const { code, stdout } = await run([
    'send',
    '+1415',
    '--template',
    'order',
    '--param',
    'Asha',
    '--param',
    '42',
    '--dry-run',
  ])
  assert.equal(code, 0)
  assert.deepEqual(JSON.parse(stdout).body.template, {
    name: 'order',
    language: { code: 'en_US' },
    components: [
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'Asha' },
          { type: 'text', text: '42' },
        ],
      },
    ],
  })
})

test('profiles are for the user alone, and the environment beats them', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'dawk-cli-'))
  t.onTestFinished(() => rm(folder, { recursive: true }))
  const env = { DAWK_CONFIG: join(folder, 'deep', 'profiles.json') }
  await storeProfile(env, 'shop', { url: 'http://shop', apiKey: 'sk_test_1' })
  await storeProfile(env, 'other', { url: 'http://other' })
  assert.equal((await stat(env.DAWK_CONFIG)).mode & 0o777, 0o600)
  assert.equal((await readProfile(env, 'shop')).url, 'http://shop')
  const { url, apiKey, source } = await readProfile({ ...env, DAWK_API_KEY: 'sk_test_2' }, 'shop')
  assert.deepEqual([url, apiKey, source.apiKey], ['http://shop', 'sk_test_2', 'DAWK_API_KEY'])
  assert.doesNotMatch(
    (await run(['config', '--profile', 'shop'], { ...env, DAWK_API_KEY: 'sk_test_0123456789abcdef' })).stdout,
    /9abcdef/,
  )
})

test('completion scripts hold the commands', async () => {
  for (const shell of ['bash', 'zsh', 'fish'])
    assert.match((await run(['completion', shell])).stdout, /\bdoctor\b.*--forward/)
})
