import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

const text = { messaging_product: 'whatsapp', to: '14155552671', text: { body: 'x' } }

async function register(email: string) {
  const { body } = await gateway.call('POST', '/auth/register', { name: 'Other', email }, { authorization: '' })
  return { authorization: `Bearer ${body.data.apiKey}` }
}

test('the number is shown as Meta shows it, whole or by fields', async () => {
  const path = `/graph/v24.0/${gateway.phoneNumberId}`
  const whole = await gateway.call('GET', path)
  assert.deepEqual([whole.status, whole.body.id], [200, gateway.phoneNumberId])
  const some = await gateway.call('GET', `${path}?fields=verified_name,quality_rating`)
  assert.deepEqual(Object.keys(some.body).sort(), ['id', 'quality_rating', 'verified_name'])
})

test.each(['', 'Bearer sk_live_x', `Bearer sk_live_${'0'.repeat(48)}`])('%j is code 190', async (authorization) => {
  const paths = [`/graph/v23.0/${gateway.phoneNumberId}/messages`, '/graph/v23.0/1/message_templates']
  for (const path of paths) {
    const { status, body } = await gateway.call('POST', path, text, { authorization })
    assert.deepEqual([status, body.error.code, body.error.type], [401, 190, 'OAuthException'])
  }
})

test("another account's number is as unknown as one that nobody has", async () => {
  const headers = await register('other@example.com')
  const seen = async (id: string) => {
    const replies = [
      await gateway.call('POST', `/graph/v23.0/${id}/messages`, text, headers),
      await gateway.call('GET', `/graph/v23.0/${id}`, undefined, headers),
    ]
    return replies.map(({ status, body: { error } }) => [
      status,
      error.code,
      error.error_subcode,
      error.message.replace(id, '…'),
    ])
  }
  const foreign = await seen(gateway.phoneNumberId)
  assert.deepEqual(foreign, await seen('999999999999999'))
  assert.deepEqual(foreign[0]?.slice(0, 3), [400, 100, 33])
  assert.match(String(foreign[0]?.[3]), /^Unsupported post request\. Object with ID '…'/)
})

test('what is not covered is what Meta calls unsupported', async () => {
  const { phoneNumberId } = gateway
  for (const [method, path, verb] of [
    ['POST', `/v23.0/${phoneNumberId}/migrate_template`, 'post'],
    ['GET', `/v23.0/${phoneNumberId}/message_templates?limit=1`, 'get'], // the id is of a number
    ['DELETE', `/v23.0/${phoneNumberId}`, 'delete'],
    ['POST', `/${phoneNumberId}/groups`, 'post'],
  ] as const) {
    const { status, body } = await gateway.call(method, `/graph${path}`)
    assert.deepEqual([status, body.error.code, body.error.error_subcode], [400, 100, 33], path)
    assert.ok(body.error.message.startsWith(`Unsupported ${verb} request.`), body.error.message)
  }
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  const upload = await fetch(`${gateway.url}/graph/v23.0/${phoneNumberId}/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.apiKey}` },
    body: form,
  })
  assert.equal(upload.status, 400)
})

test('a body that is no JSON is refused in the envelope', async () => {
  const path = `/graph/v23.0/${gateway.phoneNumberId}/messages`
  for (const body of ['{', '[]', 'null', '']) {
    const reply = await gateway.call('POST', path, body)
    assert.deepEqual([reply.status, reply.body.error.code], [400, 100], body)
  }
})

test('beyond the limit, which all dialects share, come code 4 and Retry-After', async () => {
  const headers = await register('limited@example.com')
  await Promise.all(Array.from({ length: 40 }, () => gateway.call('GET', '/auth/me', undefined, headers)))
  const replies = await Promise.all(
    Array.from({ length: 25 }, () => gateway.call('GET', '/graph/v23.0/1', undefined, headers)),
  )
  const refused = replies.filter(({ status }) => status === 429)
  assert.ok(refused.length >= 5)
  for (const { body, headers: told } of refused) {
    assert.equal(body.error.code, 4)
    assert.ok(Number(told.get('retry-after')) >= 1)
  }
})
