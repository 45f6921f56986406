import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { OpenApiDocument, OpenApiOperation } from '@dawk/http/openapi/document.ts'
import { readDocuments } from '@dawk/http/openapi/read-documents.ts'
import { eventDialects } from '@dawk/http/surfaces/event-dialects.ts'
import { dialects } from '@dawk/http/surfaces/index.ts'
import { describe, test } from 'vitest'

const directory = new URL('../../docs/openapi/', import.meta.url)
const documents = await readDocuments()

test('the committed documents are those that the server answers with: after a change run npm run openapi', async () => {
  assert.deepEqual((await readdir(directory)).sort(), [...documents.keys()].map((name) => `${name}.json`).sort())
  for (const [name, document] of documents)
    assert.deepEqual(JSON.parse(await readFile(new URL(`${name}.json`, directory), 'utf8')), document, `${name}.json`)
})

test('the linter finds nothing', async () => {
  const redocly = new URL('../../node_modules/.bin/redocly', import.meta.url).pathname
  const files = [...documents.keys()].map((name) => new URL(`${name}.json`, directory).pathname)
  const env = { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const lint = promisify(execFile)(redocly, ['lint', '--max-problems', '20', ...files], { env })
  await lint.catch(({ stdout, stderr }) => assert.fail(`${stdout}${stderr}`))
})

test('there is a document for each dialect, and all operations are in the one for all', () => {
  for (const { name } of dialects) assert.ok(documents.has(name), name)
  const parts = [...documents].filter(([name]) => name !== 'all').flatMap(([, document]) => operationsOf(document))
  const all = operationsOf(read('all'))
  assert.equal(all.length, parts.length)
  assert.equal(new Set(all.map(({ operation }) => operation.operationId)).size, all.length)
})

test('each answer of a surface with keys names the headers of the limits', () => {
  for (const [name, document] of documents) {
    if (name === 'operations' || name === 'all') continue
    for (const { path, method, operation } of operationsOf(document))
      for (const [status, given] of Object.entries(operation.responses ?? {})) {
        const shared = typeof given['$ref'] === 'string' ? given['$ref'].split('/').at(-1) : undefined
        const response = shared === undefined ? given : document.components.responses?.[shared]
        const headers = Object.keys((response?.['headers'] ?? {}) as object)
        const wanted = ['X-RateLimit-Limit', 'RateLimit', ...(['429', '503'].includes(status) ? ['Retry-After'] : [])]
        for (const header of wanted)
          assert.ok(headers.includes(header), `${name} ${method} ${path} ${status} ${header}`)
      }
  }
})

test('a dialect that tells its clients of events says how', () => {
  for (const { name, eventTypes } of dialects)
    assert.equal(Object.keys(read(name).webhooks ?? {}).length > 0, eventTypes.length > 0, name)
})

test('an endpoint may take its events in the format of every dialect that tells of them', () => {
  const told = dialects.filter((dialect) => dialect.eventTypes.length > 0).map(({ name }) => name)
  assert.deepEqual([...eventDialects].sort(), told.sort())
})

describe.each([...documents].filter(([name]) => name !== 'operations' && name !== 'all'))('%s', (_name, document) => {
  test('each operation has names, examples, refusals and tags', () => {
    assert.deepEqual(
      operationsOf(document).flatMap((each) => whatIsMissing(document, each)),
      [],
    )
  })
})

function whatIsMissing(document: OpenApiDocument, { path, method, operation }: Located): string[] {
  const { operationId, summary, tags = [], responses = {}, requestBody, security } = operation
  const json = (requestBody as { content?: Record<string, object> } | undefined)?.content?.['application/json']
  const refusals = [500, 503, ...(security?.length === 0 ? [] : [401, 403, 429])]
  const missing = [
    ...(operationId && summary ? [] : ['its names']),
    ...(document.tags?.some(({ name }) => name === tags[0]) ? [] : [`the tag ${tags[0]}`]),
    ...(Object.keys(responses).some((status) => status.startsWith('2')) ? [] : ['success']),
    ...refusals.filter((status) => !responses[status]).map((status) => `refusal ${status}`),
    ...Object.entries(responses).flatMap(([status, answer]) =>
      status < '300' && jsonOf(answer).some((content) => !hasExample(document, content))
        ? [`an example of ${status}`]
        : [],
    ),
    ...(json === undefined || 'example' in json || 'examples' in json ? [] : ['an example of the body']),
  ]
  return missing.map((what) => `${method} ${path}: ${what}`)
}

const jsonOf = ({ content = {} }: { content?: Record<string, unknown> }): unknown[] =>
  Object.entries(content).flatMap(([type, shown]) => (type.includes('json') ? [shown] : []))

/** Of the whole or of its parts. */
function hasExample(document: OpenApiDocument, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if ('example' in value || 'examples' in value) return true
  const name = '$ref' in value ? String(value.$ref).split('/').at(-1) : undefined
  const parts = name === undefined ? Object.values(value) : [document.components.schemas[name]]
  return parts.some((part) => hasExample(document, part))
}

interface Located {
  path: string
  method: string
  operation: OpenApiOperation
}

function operationsOf({ paths }: OpenApiDocument): Located[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  )
}

function read(name: string): OpenApiDocument {
  const document = documents.get(name)
  assert.ok(document, name)
  return document
}
