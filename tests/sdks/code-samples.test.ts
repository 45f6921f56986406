import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { readDocuments } from '@dawk/http/openapi/read-documents.ts'
import { Dawk } from '@dawk/sdk/client.ts'
import { test } from 'vitest'
import { root } from '../support/processes.ts'

interface Seen {
  method: string
  url: string
  authorization: string | undefined
  /** A JSON body; of an upload, the bytes of its file. */
  body: unknown
}

/** Takes anything, notes it, and gives an empty page. */
async function startRecorder(t: { onTestFinished(fn: () => void): void }) {
  const seen: Seen[] = []
  const server = createServer(async (request, reply) => {
    const text = (await buffer(request)).toString()
    const type = request.headers['content-type'] ?? ''
    const isForm = type.startsWith('multipart/form-data')
    seen.push({
      method: request.method ?? '',
      url: request.url ?? '',
      authorization: request.headers.authorization,
      body: isForm ? text.includes('the bytes of an invoice') : type === 'application/json' ? JSON.parse(text) : text,
    })
    reply.setHeader('content-type', 'application/json')
    reply.end(JSON.stringify({ data: [], nextCursor: null, hasMore: false }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, take: () => seen.splice(0) }
}

const documents = [...(await readDocuments())].filter(([name]) => name !== 'all')
const operations = documents.flatMap(([surface, document]) =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${surface}: ${method} ${path}`,
      method: method.toUpperCase(),
      samples: Object.fromEntries(
        (operation['x-codeSamples'] as { label: string; source: string }[]).map(({ label, source }) => [label, source]),
      ),
    })),
  ),
)
const sourcesOf = (label: string) => operations.map(({ samples }) => samples[label] ?? '')

const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => (...given: unknown[]) => Promise<void>

/** The samples in JavaScript, with what they import handed in. */
async function runNode(url: string): Promise<void> {
  const env = { DAWK_URL: url, DAWK_API_KEY: 'sk_test_sample' }
  const quiet = { log: () => undefined }
  const read = async () => Buffer.from('the bytes of an invoice')
  class SampleDawk extends (Dawk as unknown as new (options: object) => object) {
    constructor() {
      super({ apiKey: env.DAWK_API_KEY, baseUrl: env.DAWK_URL })
    }
  }
  for (const source of sourcesOf('Node.js')) {
    const body = source.replaceAll(/^import .*$/gm, '')
    await new AsyncFunction('Dawk', 'readFile', 'console', 'process', body)(SampleDawk, read, quiet, { env })
  }
}

const runner = `
import json, sys, io, contextlib
for source in json.load(open("samples.json")):
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, source, "exec"), {})
`

test('the cURL, Node.js and Python samples of every operation run, and make one and the same request', async (t) => {
  const recorder = await startRecorder(t)
  const folder = await mkdtemp(join(tmpdir(), 'dawk-samples-'))
  t.onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'invoice.pdf'), 'the bytes of an invoice')
  const env = {
    PATH: process.env['PATH'] ?? '',
    DAWK_URL: recorder.url,
    DAWK_API_KEY: 'sk_test_sample',
    PYTHONPATH: join(root, 'sdks/python'),
    PYTHONDONTWRITEBYTECODE: '1',
  }
  const run = (program: string, args: string[]) =>
    promisify(execFile)(program, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 })

  const shell = `set -e\ncurl() { command curl -sS "$@" > /dev/null; }\n${sourcesOf('cURL').join('\n')}`
  await writeFile(join(folder, 'samples.sh'), shell)
  await run('bash', ['samples.sh'])
  const byCurl = recorder.take()
  await runNode(recorder.url)
  const byNode = recorder.take()
  await writeFile(join(folder, 'samples.json'), JSON.stringify(sourcesOf('Python')))
  await run('/usr/bin/python3', ['-c', runner])
  const byPython = recorder.take()

  assert.equal(byCurl.length, operations.length)
  operations.forEach(({ name, method }, at) => {
    assert.equal(byCurl[at]?.method, method, name)
    for (const [language, seen] of Object.entries({ 'Node.js': byNode[at], Python: byPython[at] }))
      assert.deepEqual(withKeyOf(seen, byCurl[at]), byCurl[at], `${name} with ${language}`)
  })
})

/** The SDKs show their key to every operation; the samples of cURL only to those that ask for one. */
const withKeyOf = (seen: Seen | undefined, other: Seen | undefined) =>
  other?.authorization === undefined && seen ? { ...seen, authorization: undefined } : seen
