import '../../support/quick-passwords.ts'
import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type MailServer, startMailServer } from '../../support/mail-server.ts'
import { newChild, ownerKey, type PartnerWorld, startPartnerWorld } from '../../support/partner-world.ts'

let world: PartnerWorld
let mail: MailServer
beforeAll(async () => {
  mail = await startMailServer()
  world = await startPartnerWorld(null, { SMTP_URL: mail.url, SMTP_FROM: 'hello@example.com' })
  await world.partner.own('PATCH', '/v1/account', { name: 'Bright Agency' })
})
afterAll(async () => {
  await world.gateway.close()
  await mail.close()
})

test('the people of an account are invited in the name of its partner', async () => {
  const child = await newChild(world.partner, { name: 'Asha Sarees' })
  assert.equal(child.ownerInvitation.mail, 'sent')
  const call = world.as(await ownerKey(world.gateway, child))
  const invited = await call('POST', '/v1/invitations', { email: 'agent@example.com', role: 'agent' })
  assert.equal(invited.body.mail, 'sent')
  for (const to of [child.owner.email, 'agent@example.com']) {
    const text = await mail.next(to)
    assert.match(text, /"Asha Sarees" at Bright Agency/)
    assert.doesNotMatch(text, /dawk/i)
  }
})
