import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

async function register(email: string) {
  return gateway.call('POST', '/auth/register', { name: 'Your Name', email }, { authorization: '' })
}

test('an account is registered, knows itself, and can send at once', async () => {
  const { status, body } = await register('one@example.com')
  assert.equal(status, 201)
  assert.match(body.data.apiKey, /^sk_live_[0-9a-f]{48}$/)
  assert.equal(body.data.plan, 'free')
  const headers = { authorization: `Bearer ${body.data.apiKey}` }
  const me = await gateway.call('GET', '/auth/me', undefined, headers)
  assert.deepEqual(me.body, {
    success: true,
    data: {
      name: 'Your Name',
      email: 'one@example.com',
      plan: 'free',
      messagesSent: 0,
      byocConfigured: false,
      webhookUrl: null,
    },
  })
  assert.deepEqual([me.headers.get('x-ratelimit-limit'), me.headers.get('x-ratelimit-remaining')], ['20', '19'])
  assert.equal((await gateway.call('POST', '/send-message', { to: '14155552671', message: 'x' }, headers)).status, 202)
  assert.equal((await register('ONE@example.com')).status, 409)
})

test('credentials come and go; verifying without any is 400', async () => {
  const credentials = { whatsappAccessToken: 'EAAc', whatsappPhoneNumberId: '1234567890' }
  assert.equal((await gateway.call('POST', '/auth/me/credentials/verify')).status, 400)
  assert.equal((await gateway.call('PUT', '/auth/me/credentials', credentials)).status, 200)
  assert.equal((await gateway.call('GET', '/auth/me')).body.data.byocConfigured, true)
  assert.equal((await gateway.call('DELETE', '/auth/me/credentials')).status, 200)
  assert.equal((await gateway.call('GET', '/auth/me')).body.data.byocConfigured, false)
})

test.each(['', 'sk_live_x', 'Bearer', 'Bearer sk_live_x', `Bearer sk_live_${'0'.repeat(48)}`, 'Basic eDp5'])(
  '%j does not authenticate',
  async (authorization) => {
    const { status, body, headers } = await gateway.call('GET', '/auth/me', undefined, { authorization })
    assert.deepEqual([status, body.success, typeof body.error], [401, false, 'string'])
    assert.ok(headers.has('x-ratelimit-reset'))
  },
)

test('beyond the limit of the plan come 429 and Retry-After', async () => {
  const { body } = await register('limited@example.com')
  const headers = { authorization: `Bearer ${body.data.apiKey}` }
  const replies = await Promise.all(
    Array.from({ length: 45 }, () => gateway.call('GET', '/auth/me', undefined, headers)),
  )
  const refused = replies.filter(({ status }) => status === 429) // 45: more than two windows hold
  assert.ok(refused.length >= 5)
  for (const reply of refused) {
    const seconds = Number(reply.headers.get('retry-after'))
    assert.ok(seconds >= 1 && seconds <= 60)
    assert.deepEqual([reply.body.success, reply.headers.get('x-ratelimit-remaining')], [false, '0'])
  }
})

test('registration is limited by address', async () => {
  const replies = await Promise.all(Array.from({ length: 11 }, (_, at) => register(`no-address-${at}`)))
  assert.ok(replies.some(({ status, headers }) => status === 429 && headers.has('retry-after')))
  assert.ok(replies.every(({ headers }) => headers.get('x-ratelimit-limit') === '5'))
})
