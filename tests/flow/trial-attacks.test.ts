import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type GatewayProcess, startGatewayProcess } from '../support/gateway.ts'
import { until } from '../support/processes.ts'
import { sendRaw } from '../support/raw-request.ts'
import { simulatorControl } from './simulator-control.ts'

/**
 * Trial mode as somebody would attack it who is on the same network, whose page the user has open, or who has an account of
 * their own. Programs of this machine that read the terminal or the data directory are the user.
 */
describe.skipIf(process.env['TEST_DATABASE_URL'])('a trial', () => {
  let gateway: GatewayProcess
  /** Of the link to the dashboard. */
  let trialToken: string
  let stranger: { authorization: string }
  beforeAll(async () => {
    gateway = await startGatewayProcess(null, { LOG_LEVEL: 'info' })
    const { dashboardUrl } = JSON.parse(await readFile(join(gateway.dataDir, 'sandbox.json'), 'utf8'))
    trialToken = new URL(dashboardUrl).hash.replace('#trial=', '')
    assert.ok(trialToken.length > 40)
    const { body } = await gateway.call('POST', '/auth/register', { name: 'Stranger', email: 'stranger@example.com' })
    stranger = { authorization: `Bearer ${body.data.apiKey}` }
  })
  afterAll(() => gateway.close())

  const simulatorOf = (path: string) => `${gateway.simulatorUrl}/_simulator/${path}`
  const credentialsOf = async (phoneNumberId: string): Promise<{ accessToken: string; appSecret: string }> =>
    (await (await fetch(simulatorOf(`numbers/${phoneNumberId}/credentials`))).json()) as never
  const numberOf = async (headers = {}) => (await gateway.call('GET', '/v1/numbers', undefined, headers)).body.data[0]

  test('nobody else on the network reaches the gateway or the simulator', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const url of [gateway.url, gateway.simulatorUrl])
      for (const { address } of others) assert.equal(await accepts(address, Number(new URL(url).port)), false, address)
    assert.ok(await accepts('127.0.0.1', Number(new URL(gateway.url).port)), 'the probe finds what listens')
  })

  test('nothing that is readable without a key tells a key, a token or a secret', async () => {
    const { accessToken, appSecret } = await credentialsOf(gateway.phoneNumberId)
    const pages = [
      '/',
      '/app/',
      '/docs',
      '/llms.txt',
      '/openapi.json',
      '/health',
      '/health/ready',
      '/metrics',
      '/developers',
    ]
    const answers = [
      ...pages.map((path) => fetch(gateway.url + path)),
      ...['numbers', 'threads', 'messages', 'faults'].map((path) => fetch(simulatorOf(path))),
      fetch(gateway.simulatorUrl),
    ]
    for (const answer of await Promise.all(answers)) {
      const text = await answer.text()
      for (const secret of [gateway.apiKey, trialToken, accessToken, appSecret])
        assert.ok(!text.includes(secret), `${answer.url} tells ${secret.slice(0, 8)}…`)
      assert.doesNotMatch(text, /sk_(live|test)_[0-9a-f]{20}/, answer.url)
    }
    const logged = gateway.output().split('Dawk is running.')[0] ?? ''
    for (const secret of [gateway.apiKey, trialToken, accessToken, appSecret]) assert.ok(!logged.includes(secret))
  })

  test('a page of another site, or one whose name was rebound, neither reads nor changes anything', async () => {
    const link = JSON.stringify({ token: trialToken })
    const json = `content-type: application/json\r\ncontent-length: ${link.length}\r\n`
    const post = (headers: string) =>
      sendRaw(gateway.url, `POST /v1/session/trial HTTP/1.1\r\n${headers}${json}connection: close\r\n\r\n${link}`)
    const own = new URL(gateway.url).host
    for (const headers of [
      `host: ${own}\r\norigin: https://evil.example\r\n`,
      `host: ${own}\r\nsec-fetch-site: cross-site\r\n`,
    ])
      assert.equal((await post(headers)).status, 403, headers)
    const guessed = await gateway.call('POST', '/v1/session/trial', { token: 'x'.repeat(43) }, { authorization: '' })
    assert.equal(guessed.status, 401)
    const simulator = new URL(gateway.simulatorUrl).host
    const paths = ['numbers', 'threads', `numbers/${gateway.phoneNumberId}/credentials`]
    for (const path of paths)
      for (const headers of [`host: evil.example`, `host: ${simulator}\r\norigin: https://evil.example`]) {
        const bytes = `GET /_simulator/${path} HTTP/1.1\r\n${headers}\r\nconnection: close\r\n\r\n`
        assert.equal((await sendRaw(gateway.simulatorUrl, bytes)).status, 403, `${path} ${headers}`)
      }
  })

  test('another account speaks for no number but its own, at the gateway or through the app of the simulator', async () => {
    const theirs = await numberOf(stranger)
    const { appSecret } = await credentialsOf(theirs.phoneNumberId)
    const forged = JSON.stringify(inboundTo(gateway.phoneNumberId))
    for (const secret of [appSecret, 'a guess', '']) {
      const signature = `sha256=${createHmac('sha256', secret || 'x')
        .update(forged)
        .digest('hex')}`
      await gateway.call('POST', '/webhooks/whatsapp', forged, { authorization: '', 'x-hub-signature-256': signature })
    }
    const known = await gateway.call('GET', '/v1/conversations?search=14155550666')
    assert.deepEqual(known.body.data, [])
    const ours = await credentialsOf(gateway.phoneNumberId)
    assert.notEqual(ours.appSecret, appSecret, 'each account has an app of its own')
    const credentials = { phoneNumberId: gateway.phoneNumberId, accessToken: 'EAAGgarbage', appSecret: 'x'.repeat(32) }
    await gateway.call('PUT', '/auth/me/credentials', credentials, stranger)
    const [from, body] = ['14155550667', 'to the owner']
    const { phoneNumberId } = gateway
    await simulatorControl(gateway.simulatorUrl).inbound({ phoneNumberId, from, type: 'text', text: { body } })
    const inboxOf = async (headers = {}) =>
      (await gateway.call('GET', `/v1/conversations?search=${from}`, undefined, headers)).body.data.length
    await until('its owner to hear', async () => (await inboxOf()) === 1)
    assert.equal(await inboxOf(stranger), 0)
    const graph = await fetch(`${gateway.simulatorUrl}/v23.0/${gateway.phoneNumberId}`, {
      headers: { authorization: `Bearer ${(await credentialsOf(theirs.phoneNumberId)).accessToken}` },
    })
    assert.ok(graph.status >= 400, 'nor does its token at Graph')
  })

  test('the simulator posts to this machine alone, and a webhook of a customer does not operate it', async () => {
    const number = { ...(await simulatorControl(gateway.simulatorUrl).number(gateway.phoneNumberId)) }
    for (const callbackUrl of ['http://10.0.0.5/hook', 'http://169.254.169.254/', 'https://hooks.example/']) {
      const body = JSON.stringify({ numbers: [{ ...number, displayPhoneNumber: '+1 555 000 0000', callbackUrl }] })
      const put = await fetch(simulatorOf('numbers'), {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body,
      })
      assert.equal(put.status, 400, callbackUrl)
    }
    for (const path of ['reset', 'inbound', 'faults']) {
      const endpoint = { url: simulatorOf(path), eventTypes: ['message.received'] }
      const { body } = await gateway.call('POST', '/v1/webhook-endpoints', endpoint, stranger)
      const tried = await gateway.call('POST', `/v1/webhook-endpoints/${body.id}/test`, {}, stranger)
      assert.equal(tried.body.delivered, false, `${path}: ${JSON.stringify(tried.body)}`)
    }
    for (const url of ['http://169.254.169.254/', 'http://10.0.0.5/']) {
      const refused = await gateway.call('POST', '/v1/webhook-endpoints', { url, eventTypes: ['message.received'] })
      assert.equal(refused.status, 400, url)
    }
  })
})

const accepts = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 })
    const end = (open: boolean) => () => {
      socket.destroy()
      resolve(open)
    }
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false))
  })

function inboundTo(phoneNumberId: string): object {
  const from = '14155550666'
  const message = { from, id: 'wamid.forged', timestamp: '1796000000', type: 'text', text: { body: 'forged' } }
  const metadata = { display_phone_number: '1', phone_number_id: phoneNumberId }
  const value = {
    messaging_product: 'whatsapp',
    metadata,
    contacts: [{ wa_id: from, profile: {} }],
    messages: [message],
  }
  return { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] }
}
