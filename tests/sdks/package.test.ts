import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { test } from 'vitest'
import { root } from '../support/processes.ts'

const pinned = join(root, 'node_modules/.bin/node')
/** The pinned runtime, and that of the machine, which may be older. */
const runtimes = [pinned, 'node']

const program = `
import { Dawk, verifyWebhook } from '@dawk/sdk'
import { receivedText, signWebhook } from '@dawk/sdk/testing'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const { headers, body } = await signWebhook(receivedText('hello'), secret)
const { type } = await verifyWebhook({ headers, rawBody: body }, secret)
const { code } = await new Dawk({ apiKey: 'sk_test_x', baseUrl: 'http://127.0.0.1:1', maxRetries: 0 }).account.get().catch((error) => error)
console.log(type, code)
`

/** A compiler and two runs of npm: ten seconds on a quiet machine, minutes on a busy one. */
const mostMs = 600_000

test('the packed SDK installs into an empty project, works on each runtime, and is small', { timeout: mostMs }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dawk-project-'))
  t.onTestFinished(() => rmSync(folder, { recursive: true }))
  const tarball = execFileSync(pinned, [join(root, 'scripts/pack.ts'), 'sdk', folder])
    .toString()
    .trim()
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--no-update-notifier', tarball], {
    cwd: folder,
    stdio: 'ignore',
  })
  writeFileSync(join(folder, 'program.mjs'), program)
  for (const node of runtimes)
    assert.equal(execFileSync(node, ['program.mjs'], { cwd: folder }).toString().trim(), 'message.received connection')

  const dist = join(folder, 'node_modules/@dawk/sdk/dist')
  const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))
  const bytes = gzipSync(Buffer.concat(scripts.map((name) => readFileSync(join(dist, name))))).length
  assert.ok(bytes <= 25 * 1024, `${bytes} bytes compressed`)
})
