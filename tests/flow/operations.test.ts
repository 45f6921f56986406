import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, test } from 'vitest'
import { type GatewayProcess, startGatewayProcess } from '../support/gateway.ts'
import { root, temporaryDirectory, until } from '../support/processes.ts'
import { freshPhone, simulatorControl } from './simulator-control.ts'

const node = join(root, 'node_modules/.bin/node')
const run = promisify(execFile)

interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** Runs to the end, whatever that is. */
async function ending(program: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const all = { PATH: process.env['PATH'] ?? '', ...env }
  return run(program, [...args], { cwd: root, env: all }).then(
    (done) => ({ code: 0, ...done }),
    (error: Ended) => error,
  )
}

describe('a gateway that is told to end while a message is on its way', () => {
  /** The answer to its message takes long: it cannot be drained soon. */
  async function hang(gateway: GatewayProcess): Promise<string> {
    await simulatorControl(gateway.simulatorUrl).faults({ latencyMs: 14_000 })
    const { body } = await gateway.call('POST', '/send-message', { to: freshPhone(), message: 'slow' })
    const id = String(body.data.id)
    await until('it is under way', async () => {
      const found = await gateway.call('GET', `/messages/${id}`)
      return found.body.data.status === 'processing'
    })
    return id
  }

  test('drains; a second SIGTERM ends it at once, and so does the limit; neither loses the message', async (t) => {
    const gateway = await startGatewayProcess(t, {
      LOG_LEVEL: 'info',
      DAWK_SHUTDOWN_SECONDS: '2',
      DAWK_SHUTDOWN_DELAY_SECONDS: '3',
      DAWK_LEASE_SECONDS: '1',
      DAWK_CONFIRM_GRACE_SECONDS: '1',
    })
    const settled = (id: string) =>
      until(`${id} is settled`, async () => {
        const { body } = await gateway.call('GET', `/messages/${id}`)
        return ['sent', 'delivered', 'read'].includes(body.data.status)
      })
    const first = await hang(gateway)
    const { child, output, stop } = gateway.process()
    child.kill('SIGTERM')
    await until('it says that it is not ready, and still takes requests', async () => {
      const { status } = await fetch(`${gateway.url}/health/ready`)
      return status === 503 && (await gateway.call('GET', `/messages/${first}`)).status === 200
    })
    assert.ok(output().includes('draining'))
    assert.equal(child.exitCode, null)
    assert.match(
      output(),
      /"reqId":"[\w-]+","method":"POST","route":"\/send-message","status":202,"ms":[\d.]+,"accountId":"/,
    )
    assert.doesNotMatch(output(), /\/health\//)
    assert.equal(await stop('SIGTERM'), 1)
    assert.doesNotMatch(output(), /took too long/)

    await gateway.restart()
    await settled(first) // an attempt that is cut off twice is not repeated a second time
    const second = await hang(gateway)
    const again = gateway.process()
    assert.equal(await again.stop('SIGTERM'), 1)
    assert.match(again.output(), /draining took too long: ended by force/)

    await gateway.restart()
    await settled(second)
  }, 120_000)
})

test('the operator is answered by a running gateway and, when it is stopped, by its embedded database', async (t) => {
  const gateway = await startGatewayProcess(t, { DATABASE_URL: '' })
  const cli = (...args: string[]) =>
    ending(node, [join(root, 'apps/gateway/src/cli.ts'), ...args], { DAWK_DATA_DIR: gateway.dataDir })
  const limit = (perMinute: string) => cli('limits', '--account', gateway.accountId, '--requests-per-minute', perMinute)
  const allowed = async () => (await gateway.call('GET', '/auth/me')).headers.get('x-ratelimit-limit')

  const running = await limit('77')
  assert.deepEqual([running.code, running.stderr], [0, ''])
  assert.match(running.stdout, /77 requests per minute/)
  await until('it holds', async () => (await allowed()) === '77')

  assert.equal(await gateway.process().stop('SIGTERM'), 0)
  const stopped = await limit('88')
  assert.deepEqual([stopped.code, stopped.stderr], [0, ''])
  assert.match(stopped.stdout, /88 requests per minute/)
  const unknown = await cli('limits', '--account', crypto.randomUUID(), '--requests-per-minute', '5')
  assert.equal(unknown.code, 1)
  assert.match(unknown.stderr, /^[^\n]*account[^\n]*\n$/i)

  await gateway.restart()
  assert.equal(await allowed(), '88')
}, 120_000)

test('where nothing is installed the operator is told so, and nothing is made', async () => {
  const directory = await temporaryDirectory()
  await directory.remove()
  const { code, stderr } = await ending(
    node,
    [join(root, 'apps/gateway/src/cli.ts'), 'journal-replay', '--from', '2026-01-01', '--to', '2026-01-02'],
    {
      DAWK_DATA_DIR: directory.path,
    },
  )
  assert.equal(code, 1)
  assert.match(stderr, /There is no installation in .*: set DAWK_DATA_DIR or DATABASE_URL\n$/)
})

const entry = join(root, 'apps/gateway/src/main.mjs')

test('a Node that is too old is told so in one sentence', async () => {
  const pretended = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.17.0' } })"
  const { code, stdout, stderr } = await ending(node, [
    '--import',
    `data:text/javascript,${encodeURIComponent(pretended)}`,
    entry,
  ])
  assert.deepEqual([code, stdout], [1, ''])
  assert.match(stderr, /^Dawk runs on Node 24 or later; this is .*`npm start` uses the right one\.\n$/)
})

test('so it is by the old Node of this machine', async (t) => {
  const usual = (process.env['PATH'] ?? '').split(':').filter((one) => !one.includes('node_modules'))
  const old = await ending('node', ['--version'], { PATH: usual.join(':') })
  const major = Number(/^v(\d+)/.exec(old.stdout)?.[1] ?? 24)
  if (major >= 24) return t.skip(`the machine's own Node is ${old.stdout.trim() || 'absent'}`)
  const { code, stdout, stderr } = await ending('node', [entry], { PATH: usual.join(':') })
  assert.deepEqual([code, stdout], [1, ''])
  assert.match(stderr, /^Dawk runs on Node 24 or later; this is .*\n$/)
})
