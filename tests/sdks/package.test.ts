import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { test } from 'vitest'
import { root } from '../support/processes.ts'

const pinned = join(root, 'node_modules/.bin/node')
/** The pinned runtime, and that of the machine, which may be older: npm puts the pinned one before it in PATH. */
const runtimes = [pinned, machineNode()]

function machineNode(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  return folders.map((folder) => join(folder, 'node')).find((path) => existsSync(path)) ?? pinned
}

/** An empty project into which these packages were packed and installed, with nothing from a registry. */
function projectWith(t: { onTestFinished(fn: () => void): void }, ...names: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'dawk-project-'))
  t.onTestFinished(() => rmSync(folder, { recursive: true }))
  const tarballs = names.map((name) =>
    execFileSync(pinned, [join(root, 'scripts/pack.ts'), name, folder], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim(),
  )
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--no-update-notifier', ...tarballs], {
    cwd: folder,
    stdio: 'ignore',
  })
  return folder
}

const program = `
import { Dawk, verifyWebhook } from '@dawk/sdk'
import { receivedText, signWebhook } from '@dawk/sdk/testing'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const { headers, body } = await signWebhook(receivedText('hello'), secret)
const { type } = await verifyWebhook({ headers, rawBody: body }, secret)
const { code } = await new Dawk({ apiKey: 'sk_test_x', baseUrl: 'http://127.0.0.1:1', maxRetries: 0 }).account.get().catch((error) => error)
console.log(type, code)
`

const simulatorProgram = `
import { createSimulatorClient, sampleNumber, startSimulator } from '@dawk/simulator'

const simulator = await startSimulator({ port: 0, seed: '7' })
const client = createSimulatorClient(simulator.url)
await client.putNumbers({ ...sampleNumber, openWindow: true })
const sent: Response = await fetch(simulator.url + '/v23.0/' + sampleNumber.phoneNumberId + '/messages', {
  method: 'POST',
  headers: { authorization: 'Bearer ' + sampleNumber.accessToken, 'content-type': 'application/json' },
  body: JSON.stringify({ messaging_product: 'whatsapp', to: '919900112233', type: 'text', text: { body: 'hello' } }),
})
const { wamid, type } = await client.expectMessage({ to: '+919900112233', text: /hell/ })
console.log(sent.status, type, wamid, (await fetch(simulator.url)).status)
await simulator.close()
`

/** A compiler and two runs of npm: ten seconds on a quiet machine, minutes on a busy one. */
const mostMs = 600_000

test('the packed SDK installs into an empty project, works on each runtime, and is small', { timeout: mostMs }, (t) => {
  const folder = projectWith(t, 'sdk')
  writeFileSync(join(folder, 'program.mjs'), program)
  for (const node of runtimes)
    assert.equal(execFileSync(node, ['program.mjs'], { cwd: folder }).toString().trim(), 'message.received connection')

  const dist = join(folder, 'node_modules/@dawk/sdk/dist')
  const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))
  const bytes = gzipSync(Buffer.concat(scripts.map((name) => readFileSync(join(dist, name))))).length
  assert.ok(bytes <= 25 * 1024, `${bytes} bytes compressed`)
})

test('the packed simulator needs no other package, and runs on each runtime', { timeout: mostMs }, (t) => {
  const folder = projectWith(t, 'simulator')
  const compiler = join(root, 'node_modules/.bin/tsc')
  writeFileSync(join(folder, 'program.ts'), simulatorProgram)
  const options = ['--module', 'nodenext', '--target', 'es2024', '--strict', '--types', 'node', '--pretty', 'false']
  execFileSync(compiler, [...options, '--typeRoots', join(root, 'node_modules/@types'), 'program.ts'], { cwd: folder })
  const printed = runtimes.map((node) => execFileSync(node, ['program.js'], { cwd: folder }).toString().trim())
  assert.match(printed[0] ?? '', /^200 text wamid\.\S+ 200$/)
  assert.equal(printed[1], printed[0], 'one seed gives the same id on both')
  for (const node of runtimes)
    assert.match(
      execFileSync(node, ['node_modules/.bin/dawk-simulator', '--help'], { cwd: folder }).toString(),
      /--seed/,
    )
})

test('the packed command line needs no other package, and runs on each runtime', { timeout: mostMs }, (t) => {
  const folder = projectWith(t, 'cli')
  const env = { PATH: process.env['PATH'], DAWK_API_KEY: 'sk_test_x', DAWK_CONFIG: join(folder, 'profiles.json') }
  const greeting = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  }
  for (const node of runtimes) {
    const dawk = (words: string[], input = '') =>
      spawnSync(node, ['node_modules/.bin/dawk', ...words], { cwd: folder, env, input, encoding: 'utf8' })
    assert.match(dawk(['help']).stdout, /listen/)
    const dry = dawk(['send', '+14155552671', 'hello', '--dry-run'])
    assert.deepEqual([dry.status, JSON.parse(dry.stdout).body.text.body], [0, 'hello'])
    assert.equal(dawk(['fly']).status, 2)
    assert.match(dawk(['mcp'], `${JSON.stringify(greeting)}\n`).stdout, /"serverInfo":\{"name":"dawk"/)
  }
})
