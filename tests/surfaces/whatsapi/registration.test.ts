import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { type MailServer, startMailServer } from '../../support/mail-server.ts'

let mails: MailServer
let byMail: RunningGateway
let closed: RunningGateway
beforeAll(async () => {
  mails = await startMailServer()
  const smtp = { SMTP_URL: mails.url, SMTP_FROM: 'dawk@example.com' }
  byMail = await startGateway(null, { ...smtp, DAWK_REGISTRATION: 'email', DAWK_TRUST_PROXY: '127.0.0.1/32' })
  closed = await startGateway(null, { DAWK_REGISTRATION: 'closed' })
})
afterAll(async () => {
  await byMail.close()
  await closed.close()
  await mails.close()
})

let place = 0
/** Each from another address: five a minute from one are all. */
const register = ({ call }: RunningGateway, email: string, more: object = {}) =>
  call('POST', '/auth/register', { name: 'Shop', email, ...more }, { 'x-forwarded-for': `192.0.2.${++place}` })

test('where registration is closed nobody registers, with whatever code', async () => {
  const code = await byMail.operate('registration-code', { email: 'a@example.com' })
  for (const more of [{}, { code }]) assert.equal((await register(closed, 'a@example.com', more)).status, 403)
})

test('a code proves the address to which it was mailed, and no other', async () => {
  const asked = await register(byMail, 'new@example.com')
  assert.deepEqual([asked.status, /mailed/.test(asked.body.error)], [403, true])
  const code = /\s(\S{60,})\s/.exec(await mails.next('new@example.com'))?.[1]
  assert.equal((await register(byMail, 'other@example.com', { code })).status, 403)
  assert.equal((await register(byMail, 'new@example.com', { code: `${code}x` })).status, 403)
  const made = await register(byMail, 'new@example.com', { code })
  assert.deepEqual([made.status, /^sk_live_/.test(made.body.data.apiKey)], [201, true])
})

test('an address that has an account is answered like any other', async () => {
  const [known, unknown] = [await register(byMail, 'new@example.com'), await register(byMail, 'nobody@example.com')]
  assert.deepEqual(known.body, unknown.body)
})
