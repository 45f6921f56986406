import assert from 'node:assert/strict'
import { test } from 'vitest'
import { startGateway } from '../support/gateway.ts'
import { startMailServer } from '../support/mail-server.ts'

/** One of each surface, without a key where it needs one, and what belongs to none. */
const paths = [
  ...[
    '/v1/account',
    '/auth/me',
    '/messages',
    '/api/v1/templates',
    '/api/whatsapp/v1/messages',
    '/rest/wab/v1/messages',
  ],
  ...['/graph/v23.0/1', '/nowhere/%zz', '/health', '/webhooks/whatsapp'],
]

test('no answer is kept or guessed at by whoever carries it, and TLS is kept where others reach this host by it', async (t) => {
  const plain = await startGateway(t)
  const secured = await startGateway(t, { DAWK_PUBLIC_URL: 'https://dawk.example', META_VERIFY_TOKEN: 'a-token' })
  for (const path of paths)
    for (const [gateway, hsts] of [
      [plain, null],
      [secured, 'max-age=31536000; includeSubDomains'],
    ] as const)
      for (const headers of [{}, { authorization: '' }]) {
        const answer = await gateway.call('GET', path, undefined, headers)
        const shown = ['cache-control', 'x-content-type-options', 'strict-transport-security'].map((name) =>
          answer.headers.get(name),
        )
        assert.deepEqual(shown, ['no-store', 'nosniff', hsts], `${path} ${answer.status}`)
      }
})

test('a proxy that is not trusted is logged once, with the setting to change', async (t) => {
  const gateway = await startGateway(t)
  const count = () => gateway.output().split('set DAWK_TRUST_PROXY').length - 1
  await gateway.call('GET', '/v1/account')
  assert.equal(count(), 0)
  for (let time = 0; time < 3; time += 1)
    await gateway.call('GET', '/v1/account', undefined, { 'x-forwarded-for': `192.0.2.${time + 1}` })
  assert.equal(count(), 1)
})

test('the name of an account is data in a mail: no link, no line and no header of its own', async (t) => {
  const mails = await startMailServer()
  t.onTestFinished(mails.close)
  const gateway = await startGateway(t, { SMTP_URL: mails.url, SMTP_FROM: 'dawk@example.com' })
  const name = 'Bank" open https://evil.example/x now\u2028Bcc: all@evil.example'
  const renamed = await gateway.call('PATCH', '/v1/account', { name })
  assert.equal(renamed.status, 200, JSON.stringify(renamed.body))
  const invited = await gateway.call('POST', '/v1/invitations', { email: 'new@example.com', role: 'agent' })
  assert.equal(invited.status, 201)
  const mail = await mails.next('new@example.com')
  assert.doesNotMatch(mail, /evil\.example|https:\/\/evil|^Bcc:/im)
  assert.equal(mail.match(/https?:\/\//g)?.length, 1, 'the link to accept')
  assert.match(mail, /Bank' open https evil example x now Bcc/)
})
