import assert from 'node:assert/strict'
import type { RunningGateway } from './gateway.ts'
import { until } from './processes.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into it
export type ImportView = any

type Importing = Pick<RunningGateway, 'call' | 'url' | 'apiKey'>

/** Uploads a file, as a form does. */
export async function upload(
  { url, apiKey }: Pick<RunningGateway, 'url' | 'apiKey'>,
  content: string | Buffer,
  filename = 'people.csv',
): Promise<{ status: number; body: ImportView }> {
  const form = new FormData()
  form.set('file', new Blob([Uint8Array.from(Buffer.from(content))]), filename)
  const reply = await fetch(`${url}/v1/contacts/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: form,
  })
  return { status: reply.status, body: await reply.json() }
}

/** Waits until an import has one of these states. */
export async function settled(
  { call }: Pick<RunningGateway, 'call'>,
  id: string,
  ...states: string[]
): Promise<ImportView> {
  let found: ImportView
  await until(`the import is ${states.join(' or ')}`, async () => {
    found = (await call('GET', `/v1/contacts/imports/${id}`)).body
    assert.ok(found.state !== 'failed' || states.includes('failed'), found.error)
    return states.includes(found.state)
  })
  return found
}

/** Uploads a file and waits for its analysis. */
export async function analysed(gateway: Importing, content: string | Buffer, filename?: string): Promise<ImportView> {
  const { status, body } = await upload(gateway, content, filename)
  assert.equal(status, 201, JSON.stringify(body))
  return settled(gateway, body.id, 'analysed', 'failed')
}

export async function mapped(
  { call }: Pick<RunningGateway, 'call'>,
  id: string,
  mapping: object,
  saveAs?: string,
): Promise<ImportView> {
  const reply = await call('PUT', `/v1/contacts/imports/${id}/mapping`, { mapping, ...(saveAs && { saveAs }) })
  assert.equal(reply.status, 200, JSON.stringify(reply.body))
  return reply.body
}

/** Tries it, runs it, and sees to it that both count the same. */
export async function triedAndRun(gateway: Pick<RunningGateway, 'call'>, id: string): Promise<ImportView> {
  assert.equal((await gateway.call('POST', `/v1/contacts/imports/${id}/dry-run`)).status, 202)
  await settled(gateway, id, 'ready')
  assert.equal((await gateway.call('POST', `/v1/contacts/imports/${id}/run`)).status, 202)
  const done = await settled(gateway, id, 'completed', 'completed_with_errors')
  assert.deepEqual(done.dryRun, done.run)
  return done
}

/** Uploads, maps and runs a file. */
export async function imported(
  gateway: Importing,
  content: string | Buffer,
  mapping: object,
  filename?: string,
): Promise<ImportView> {
  const { id } = await analysed(gateway, content, filename)
  await mapped(gateway, id, mapping)
  return triedAndRun(gateway, id)
}

/** The text of `errors.csv` and its like. */
export const resultsOf = async ({ call }: Pick<RunningGateway, 'call'>, id: string, name = 'errors'): Promise<string> =>
  (await call('GET', `/v1/contacts/imports/${id}/${name}.csv`)).body
