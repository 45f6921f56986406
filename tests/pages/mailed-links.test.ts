import assert from 'node:assert/strict'
import { generateSync } from 'otplib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { browserPath, startBrowser, visit } from '../support/browser.ts'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'

let gateway: RunningGateway
let mail: MailServer
let browser: Browser

const password = 'correct horse battery staple'
let count = 0
const newEmail = () => `someone${++count}@example.com`
const invite = (email: string, role: string, headers = {}) =>
  gateway.call('POST', '/v1/invitations', { email, role }, headers)
const linkIn = (text: string) => /https?:\S+#[\w-]+/.exec(text)?.[0] ?? assert.fail(`no link in ${text}`)
const says = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor()
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true }).filter({ visible: true })

/** What the browser's own session is, asked from within its page. */
const whoAmI = (page: Page) =>
  page.evaluate(async () => (await fetch('/v1/session')).json() as Promise<{ member: { email: string; role: string } }>)

/** Somebody who came in by the API, with a second factor when asked for, at an address that a mailed link has proved. */
async function person(withFactor: boolean) {
  const email = newEmail()
  const { body: invited } = await invite(email, 'viewer')
  await mail.next(email)
  await open('/v1/invitations/accept', { token: invited.token, name: 'Asha', password })
  const token = (await askForLink(email)).split('#')[1]
  await open('/v1/password/reset', { token, password })
  const cookie = cookieOf((await open('/v1/session', { email, password })).headers)
  return { email, secret: withFactor ? await turnOnFactor(cookie) : '' }
}

async function turnOnFactor(cookie: string): Promise<string> {
  const as = { cookie, 'sec-fetch-site': 'same-origin' }
  const { body } = await open('/v1/two-factor', { password }, as)
  const earlier = Math.floor(Date.now() / 1000) - 30 // each code is good once, and the test needs the present one
  await open('/v1/two-factor/confirm', { code: generateSync({ secret: body.secret, epoch: earlier }) }, as)
  return body.secret
}

async function askForLink(email: string): Promise<string> {
  await open('/v1/password/reset-request', { email })
  return linkIn(await mail.next(email))
}

/** Without a key. */
async function open(path: string, body: unknown, headers = {}) {
  const reply = await gateway.call('POST', path, body, { authorization: '', ...headers })
  assert.ok(reply.status < 300, JSON.stringify(reply.body))
  return reply
}
const cookieOf = (headers: Headers): string => headers.getSetCookie()[0]?.split(';')[0] ?? ''

async function secondAccount() {
  const { body } = await gateway.call('POST', '/auth/register', { name: 'Second Shop', email: newEmail() })
  return { authorization: `Bearer ${body.data.apiKey}` }
}

describe.skipIf(!browserPath)('in a browser', () => {
  beforeAll(async () => {
    mail = await startMailServer()
    gateway = await startGateway(null, { SMTP_URL: mail.url, SMTP_FROM: 'dawk@example.com' })
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await gateway.close()
    await mail.close()
  })

  test('an invitation is mailed, opened, accepted by keyboard alone, and the person is signed in', async () => {
    const email = newEmail()
    await invite(email, 'agent')
    const { page, assertClean } = await visit(browser, gateway.url)
    const link = linkIn(await mail.next(email))
    await page.goto(link)
    await page.getByRole('heading', { name: /^Join / }).waitFor()
    assert.equal(await field(page, 'E-mail address').inputValue(), email)
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'H1', 'a reader of the screen starts here')
    await page.keyboard.press('Tab') // the address, which may be read but not changed
    await page.keyboard.press('Tab')
    await page.keyboard.type('Asha Rao')
    await page.keyboard.press('Tab')
    await page.keyboard.type('short')
    await page.keyboard.press('Enter')
    await says(page, 'The password must have 12 to 200 characters.')
    assert.equal(await field(page, 'Password').getAttribute('aria-invalid'), 'true')
    assert.equal(await page.evaluate('document.activeElement.id'), 'password', 'where the mistake is')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('aaaaaaaaaaaaaaaa')
    await page.keyboard.press('Enter')
    await says(page, 'The password must have at least 5 different characters.')
    await page.keyboard.press('Control+A')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    assert.deepEqual(await whoAmI(page).then(({ member }) => [member.email, member.role]), [email, 'agent'])
    assert.equal(new URL(page.url()).hash, '', 'the token does not stay in the history')
    await page.goto(link)
    await says(page, 'The invitation was used already.')
    assertClean()
  })

  test('a link that is withdrawn, replaced or cut short says so', async () => {
    const email = newEmail()
    const { body: first } = await invite(email, 'viewer')
    const { page, assertClean } = await visit(browser, gateway.url)
    await page.goto(`${gateway.url}/accept-invitation`)
    await says(page, 'The link is incomplete')
    await page.goto(first.link.slice(0, -3))
    await says(page, 'There is no such invitation.')
    const { body: second } = await gateway.call('POST', `/v1/invitations/${first.id}/resend`)
    await page.goto(first.link)
    await says(page, 'only the newest link works')
    await page.goto(second.link) // differs behind the # alone: the page looks again by itself
    await page.getByRole('heading', { name: /^Join / }).waitFor()
    await gateway.call('POST', `/v1/invitations/${first.id}/revoke`)
    await page.reload()
    await says(page, 'The invitation was withdrawn.')
    assertClean()
  })

  test('a link that is used up while its page is open says so when it is accepted', async () => {
    const { body: invited } = await invite(newEmail(), 'viewer')
    const { page, assertClean } = await visit(browser, gateway.url)
    await page.goto(invited.link)
    await field(page, 'Your name, as the others will see it').fill('Asha')
    await field(page, 'Password').fill(password)
    await gateway.call('POST', `/v1/invitations/${invited.id}/revoke`)
    await page.getByRole('button', { name: 'Accept' }).click()
    await says(page, 'The invitation was withdrawn.')
    assertClean()
  })

  test('who is known here accepts with their own password and their second factor', async () => {
    const { email, secret } = await person(true)
    const { body: invited } = await invite(email, 'admin', await secondAccount())
    const { page, assertClean } = await visit(browser, gateway.url)
    await page.goto(invited.link)
    await says(page, 'You have a password here already')
    await field(page, 'Your name, as the others will see it').fill('Asha')
    await field(page, 'Password').fill('another horse battery')
    await page.getByRole('button', { name: 'Accept' }).click()
    await says(page, 'E-mail address or password is wrong.')
    await field(page, 'Password').fill(password)
    await page.getByRole('button', { name: 'Accept' }).click()
    await says(page, 'The password is right. Now give the code.')
    await field(page, 'Code').fill('000000')
    await page.keyboard.press('Enter')
    await says(page, 'The code is wrong, or was used before.')
    await field(page, 'Code').fill(generateSync({ secret }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await says(page, 'Second Shop')
    assert.equal((await whoAmI(page)).member.role, 'admin')
    assertClean()
  })

  test('a forgotten password: ask, open the mailed link, set another, sign in', async () => {
    const { email } = await person(false)
    const { page, assertClean } = await visit(browser, gateway.url)
    await page.goto(`${gateway.url}/reset-password`)
    await field(page, 'E-mail address').fill(email)
    await page.keyboard.press('Enter')
    await says(page, 'a link is on its way')
    const link = linkIn(await mail.next(email))
    await page.goto(link)
    await field(page, 'New password').fill(`${email}!`)
    await page.keyboard.press('Enter')
    await says(page, 'The password must not contain the e-mail address.')
    await field(page, 'Show the password').check()
    assert.equal(await field(page, 'New password').getAttribute('type'), 'text')
    await field(page, 'New password').fill('four other words in a row')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your new password is set' }).waitFor()
    await field(page, 'E-mail address').fill(email)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
    assert.equal((await whoAmI(page)).member.email, email)
    await page.goto(link)
    await field(page, 'New password').fill('four other words in a row')
    await page.keyboard.press('Enter')
    await says(page, 'This link does not work: it was used')
    await page.getByRole('button', { name: 'Mail me a link' }).waitFor()
    assertClean()
  })

  test('after a reset a second factor is asked for as before', async () => {
    const { email, secret } = await person(true)
    const { page, assertClean } = await visit(browser, gateway.url)
    await page.goto(await askForLink(email))
    await field(page, 'New password').fill('short')
    await page.keyboard.press('Enter')
    await says(page, /The password must .*12/)
    await field(page, 'New password').fill('four other words in a row')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your new password is set' }).waitFor()
    await field(page, 'E-mail address').fill(email)
    await field(page, 'Password').fill(password)
    await page.keyboard.press('Enter')
    await says(page, 'E-mail address or password is wrong.')
    await field(page, 'Password').fill('four other words in a row')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'One more step' }).waitFor()
    await field(page, 'Code').fill(generateSync({ secret }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
    assertClean()
  })
})
