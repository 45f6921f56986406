import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { toPostman } from '@dawk/http/openapi/postman.ts'
import { readDocuments } from '@dawk/http/openapi/read-documents.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { textOf } from '../support/ask-operations.ts'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { createAnswerCheck, operationsOf } from '../support/operations.ts'
import { freePort } from '../support/processes.ts'

const order = ['whatsapi', 'native']
const directory = new URL('../../docs/postman/', import.meta.url)
const documents = await readDocuments()
/** Those that connect other numbers come last: from then on nothing is sent from the sandbox. */
const names = (await readdir(directory))
  .map((file) => file.replace('.json', ''))
  .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
const endings = ['credentials', 'v1/numbers', 'v1/account', 'rotate-key']
const check = createAnswerCheck(documents)

let gateway: RunningGateway
beforeAll(async () => {
  const port = String(await freePort())
  gateway = await startGateway(null, { SIMULATOR_PORT: port, META_GRAPH_URL: `http://127.0.0.1:${port}` })
  await gateway.operate('partner', { account: gateway.accountId })
})
afterAll(() => gateway.close())

interface Request {
  method: string
  auth?: { type: string }
  header: { key: string; value: string }[]
  url: {
    path: string[]
    query: { key: string; value: string; disabled: boolean }[]
    variable: { key: string; value: string }[]
  }
  body?: { raw: string }
}

test.each(names)(
  '%s: the committed collection is made of the document: after a change run npm run openapi',
  async (name) => {
    const document = documents.get(name)
    assert.ok(document)
    assert.deepEqual(
      JSON.parse(await readFile(new URL(`${name}.json`, directory), 'utf8')),
      JSON.parse(JSON.stringify(toPostman(document))),
    )
  },
)

test.each(names)('%s: every request of the collection gets a documented answer, none of them 401', async (name) => {
  const document = documents.get(name)
  assert.ok(document)
  const collection = JSON.parse(await readFile(new URL(`${name}.json`, directory), 'utf8'))
  const operations = operationsOf(name, document)
  const requests: Request[] = collection.item.flatMap((folder: { item: { request: Request }[] }) =>
    folder.item.map(({ request }) => request),
  )
  assert.equal(requests.length, operations.length)
  const { body } = await gateway.call('POST', '/v1/api-keys', { name })
  /** A rotation ends the key, and without the sandbox number nothing is sent. */
  const last = ({ url }: Request) => endings.findIndex((part) => url.path.join('/').includes(part))
  for (const request of requests.toSorted((a, b) => last(a) - last(b))) {
    const path = `/${request.url.path.map((part) => (part.startsWith(':') ? `{${part.slice(1)}}` : part.replace(/\{(\{\w+\})\}/, '$1'))).join('/')}`
    const operation = operations.find((one) => one.path === path && one.method === request.method)
    assert.ok(operation, path)
    check(operation, await send(request, body.secret, collection.auth.type), JSON.stringify(request))
  }
})

/** As Postman does it: variables filled in, the collection's authorization. */
async function send({ method, auth, header, url, body }: Request, key: string, kind: string) {
  const filling = (name: string) => url.variable.find((one) => one.key === name)?.value || 'unknown'
  const path = url.path
    .map((part) =>
      part.startsWith(':') ? encodeURIComponent(filling(part.slice(1))) : part.replace(/\{\{\w+\}\}/, 'unknown'),
    )
    .join('/')
  const query = new URLSearchParams(
    url.query.filter((one) => !one.disabled).map((one): [string, string] => [one.key, one.value]),
  )
  const authorization = kind === 'basic' ? `Basic ${Buffer.from(`${key}:`).toString('base64')}` : `Bearer ${key}`
  const headers = {
    ...Object.fromEntries(header.map((one) => [one.key, one.value])),
    ...(auth?.type !== 'noauth' && { authorization }),
  }
  const reply = await fetch(`${gateway.url}/${path}?${query}`, { method, headers, ...(body && { body: body.raw }) })
  if (auth?.type !== 'noauth') assert.notEqual(reply.status, 401, `${method} ${path}`)
  return { status: reply.status, type: reply.headers.get('content-type') ?? '', text: await textOf(reply) }
}
