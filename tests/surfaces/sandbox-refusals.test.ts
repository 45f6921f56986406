import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { policyReasons, reasonOf } from '@dawk/core/engagement/policy/policy-reasons.ts'
import { rejectMagicNumbers } from '@dawk/core/engagement/policy/sandbox-refusals.ts'
import { plainSend } from '@dawk/core/messaging/messages/send/send-request.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../support/gateway.ts'

let gateway: RunningGateway
let rows: { to: string; code: string; waits: boolean; reason: string | null }[]
beforeAll(async () => {
  gateway = await startGateway(null)
  const page = await readFile(new URL('../../docs/sandbox.md', import.meta.url), 'utf8')
  const found = page.matchAll(/^\| (\+15558\d+) \| `(\w+)`(, with `Retry-After`)? \| (?:`(\w+)`)? ?\|$/gm)
  rows = [...found].map(([, to = '', code = '', waits, reason = null]) => ({
    to,
    code,
    waits: waits !== undefined,
    reason,
  }))
})
afterAll(() => gateway.close())

const template = { name: 'hello_world', language: { code: 'en_US' } }

test('the page lists every reason of the policy that refuses', () => {
  const refusing = Object.keys(policyReasons).filter((reason) => reasonOf(reason as 'erased').effect === 'refuse')
  assert.deepEqual(
    rows.flatMap(({ reason }) => reason ?? []),
    refusing,
  )
  assert.ok(rows.length > refusing.length + 5)
})

test('each number of the page is refused as it says, and nothing is stored', async () => {
  for (const { to, code, waits, reason } of rows) {
    const { status, body, headers } = await gateway.call('POST', '/v1/messages', { to, type: 'template', template })
    assert.ok(status >= 400, `${to}: ${status}`)
    assert.deepEqual([body.code, body.reason ?? null], [code, reason], to)
    assert.equal(headers.get('retry-after') !== null, waits, to)
  }
  assert.deepEqual((await gateway.call('GET', '/v1/messages?direction=outbound')).body.data, [])
})

test('every surface refuses them in its own words', async () => {
  const authorization = `Basic ${Buffer.from(`${gateway.apiKey}:`).toString('base64')}`
  for (const { to } of rows) {
    const digits = to.slice(1)
    const replies = await Promise.all([
      gateway.call('POST', '/send-message', { to: digits, template }),
      gateway.call('POST', '/api/v1/messages/template', { to: digits, templateName: template.name, language: 'en_US' }),
      gateway.call('POST', `/graph/${gateway.phoneNumberId}/messages`, {
        messaging_product: 'whatsapp',
        to: digits,
        type: 'template',
        template,
      }),
      gateway.call(
        'POST',
        '/rest/wab/v1/messages',
        { source: gateway.phoneNumberId, destination: to, type: 'template', template },
        { authorization },
      ),
    ])
    for (const { status, body } of replies)
      assert.ok(status >= 400 && status !== 500, `${to}: ${status} ${JSON.stringify(body)}`)
  }
})

test('a real number refuses nobody for that, and other numbers of the sandbox are sent to', () => {
  const request = (to: string, sandbox: boolean) => ({
    ...plainSend,
    accountId: 'a',
    number: { id: 'n', laneId: '1', phoneNumberId: '1', wabaId: null, sandbox },
    to: { phone: to, userId: null },
    type: 'text',
    content: {},
    idempotency: null,
  })
  for (const { to } of rows) {
    assert.throws(() => rejectMagicNumbers(request(to.slice(1), true)))
    assert.equal(rejectMagicNumbers(request(to.slice(1), false)), undefined)
  }
  for (const to of ['15558000000', '15558000011', '15558000099', '15558000120', '15558001001', '14155552671'])
    assert.equal(rejectMagicNumbers(request(to, true)), undefined, to)
})
