import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished, test } from 'vitest'
import { createCloudApiClient } from '../client.ts'

async function start(answer: unknown, status = 200) {
  const seen: { line: string; authorization: string | undefined; offset: unknown; body: string }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { authorization, file_offset: offset } = request.headers
    seen.push({
      line: `${request.method} ${request.url}`,
      authorization,
      offset,
      body: Buffer.concat(chunks).toString(),
    })
    response.writeHead(status).end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = createCloudApiClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  onTestFinished(async () => {
    await client.close()
    server.close()
  })
  return { client, seen }
}

test('a page of templates is asked for with its filters, and undefined ones are left out', async () => {
  const { client, seen } = await start({ data: [] })
  assert.deepEqual(
    await client.listTemplates({ wabaId: '9', token: 't', limit: 5, after: 'a=b', status: 'APPROVED' }),
    {
      ok: true,
      data: { data: [] },
    },
  )
  const url = new URL(seen[0]?.line.split(' ')[1] ?? '', 'http://x')
  assert.equal(url.pathname, '/v23.0/9/message_templates')
  const { fields, ...rest } = Object.fromEntries(url.searchParams)
  assert.deepEqual(rest, { limit: '5', after: 'a=b', status: 'APPROVED' })
  assert.match(fields ?? '', /rejected_reason,quality_score/)
})

test('deleting names the language version only when asked to', async () => {
  const { client, seen } = await start({ success: true })
  await client.deleteTemplate({ wabaId: '9', token: 't', name: 'a_b' })
  await client.deleteTemplate({ wabaId: '9', token: 't', name: 'a_b', templateId: '77' })
  assert.deepEqual(
    seen.map(({ line }) => line),
    ['DELETE /v23.0/9/message_templates?name=a_b', 'DELETE /v23.0/9/message_templates?hsm_id=77&name=a_b'],
  )
})

test('an upload keeps the query of its session and speaks OAuth; a made-up session id cannot leave its path', async () => {
  const { client, seen } = await start({ h: '4::x' })
  const bytes = Buffer.from('PNG')
  await client.continueUpload({ uploadId: 'upload:MTph?sig=ARZ_-', token: 't', offset: 3, bytes })
  await client.continueUpload({ uploadId: '../me/accounts', token: 't', offset: 0, bytes })
  assert.deepEqual(seen[0], {
    line: 'POST /v23.0/upload:MTph?sig=ARZ_-',
    authorization: 'OAuth t',
    offset: '3',
    body: 'PNG',
  })
  assert.equal(seen[1]?.line, 'POST /v23.0/upload:bad')
})

test('a refusal of Meta keeps its titles for the end user', async () => {
  const error = {
    message: 'Invalid parameter',
    code: 100,
    error_subcode: 2388024,
    error_user_title: 'T',
    error_user_msg: 'M',
  }
  const { client } = await start({ error }, 400)
  const outcome = await client.createTemplate({
    wabaId: '9',
    token: 't',
    template: { name: 'a', language: 'en', category: 'UTILITY' },
  })
  assert.ok(!outcome.ok && !outcome.unreachable)
  assert.deepEqual([outcome.error.error_subcode, outcome.error.error_user_msg], [2388024, 'M'])
})
