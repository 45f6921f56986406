import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { browserPath, startBrowser } from '../../support/browser.ts'
import { type DashboardWorld, startDashboard } from '../../support/dashboard.ts'
import { until } from '../../support/processes.ts'

let world: DashboardWorld
let browser: Browser

const newest = async (path: string) => (await world.gateway.call('GET', path)).body.data[0]

describe.skipIf(!browserPath)('the rooms', () => {
  beforeAll(async () => {
    world = await startDashboard()
    browser = await startBrowser()
    await world.gateway.call('POST', '/v1/templates/sync', {})
  })
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  test('a message that comes in is on the screen of everybody at once, and after the line was down nothing is missing', async () => {
    const id = await world.hears('919900155501', 'Live', { type: 'text', text: { body: 'first' } })
    const { page, open, assertClean } = await world.signIn(browser, 'agent')
    await open(`/inbox/${id}`)
    const thread = page.getByRole('log')
    await thread.getByText('first').waitFor()
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await world.hears('919900155501', 'Live', { type: 'text', text: { body: 'second' } })
    await thread.getByText('second').waitFor()
    assert.ok(requests.length < 12, `one message costs ${requests.length} requests`)
    await page.context().setOffline(true)
    for (const body of ['third', 'fourth']) await world.hears('919900155501', 'Live', { type: 'text', text: { body } })
    await page.context().setOffline(false)
    await thread.getByText('fourth').waitFor()
    for (const body of ['first', 'second', 'third', 'fourth'])
      assert.equal(await thread.getByText(body).count(), 1, body)
    void assertClean
  })

  test('a key is made, shown once, and works; the test of an endpoint says what came back', async () => {
    const { page, open, assertClean } = await world.signIn(browser, 'developer')
    await open('/developers')
    await page.getByRole('button', { name: 'New key' }).click()
    await page.getByLabel('Name').fill('Order service')
    await page.getByRole('button', { name: 'Create' }).click()
    const secret = (await page.locator('pre').textContent()) ?? ''
    assert.match(secret, /^sk_live_[0-9a-f]{48}$/)
    const reply = await fetch(`${world.gateway.url}/v1/messages`, { headers: { authorization: `Bearer ${secret}` } })
    assert.equal(reply.status, 200)
    await page.keyboard.press('Escape')
    await page.getByText('Order service', { exact: true }).waitFor()
    assert.ok(!(await page.content()).includes(secret), 'the key is gone from the page')
    await page.getByRole('tab', { name: 'Webhooks' }).click()
    await page.getByRole('button', { name: 'Add an endpoint' }).click()
    await page.getByLabel('URL').fill('http://127.0.0.1:9/hook')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('not shown again').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('row', { name: /127\.0\.0\.1/ }).click()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText(/Not delivered/).waitFor()
    assertClean()
  })

  test('a template that breaks a rule is told while it is written; a good one goes to Meta', async () => {
    const { page, open, assertClean } = await world.signIn(browser, 'admin')
    await open('/templates/new')
    await page.getByLabel('Name').fill('Order Packed')
    assert.equal(await page.getByLabel('Name').inputValue(), 'order_packed')
    await page.getByLabel('Text', { exact: false }).first().fill('Hi {{1}}, your order is packed.')
    await page
      .getByText(/components\.0/)
      .first()
      .waitFor()
    assert.ok(await page.getByRole('button', { name: 'Send it to Meta' }).isDisabled())
    await page.getByLabel('Example for place 1').fill('Asha')
    await page.getByText('It keeps Meta’s rules.').waitFor()
    await page.getByRole('button', { name: 'Send it to Meta' }).click()
    await page.getByRole('heading', { name: 'order_packed' }).waitFor()
    assertClean()
  })

  test('somebody is invited by a link; an address that is none is said beside the form', async () => {
    const { page, open } = await world.signIn(browser, 'admin')
    await open('/team')
    await page.getByRole('button', { name: 'Invite' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('E-mail address').fill('nobody@localhost')
    await dialog.getByRole('button', { name: 'Invite' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('E-mail address').fill('new@example.com')
    await dialog.getByRole('button', { name: 'Invite' }).click()
    await page.getByText('It is shown here once.').waitFor()
    assert.match((await page.locator('pre').textContent()) ?? '', /\/accept-invitation#/)
    await page.keyboard.press('Escape')
    await page.getByRole('cell', { name: 'new@example.com' }).waitFor()
  })

  test('a number is checked, and every finding stands there; a role shows no more than it opens', async () => {
    const { page, open, assertClean } = await world.signIn(browser, 'admin')
    const number = await newest('/v1/numbers')
    await open(`/numbers/${number.id}`)
    await page.getByRole('button', { name: 'Check it' }).click()
    await page.getByText('token valid').waitFor()
    assertClean()
    const viewer = await world.signIn(browser, 'viewer')
    await viewer.open(`/numbers/${number.id}`)
    await viewer.page.getByText(number.displayPhoneNumber).waitFor()
    assert.equal(await viewer.page.getByRole('button', { name: 'Check it' }).count(), 0)
    assert.equal(await viewer.page.getByRole('link', { name: 'Developers' }).count(), 0)
  })

  test('a person is found and erased, after a question', async () => {
    await world.hears('919900155577', 'Forget Me', { type: 'text', text: { body: 'bye' } })
    const { page, open } = await world.signIn(browser, 'agent')
    await open('/contacts')
    await page.getByRole('searchbox').fill('Forget')
    await page.getByRole('row', { name: /Forget Me/ }).click()
    await page.getByRole('button', { name: 'Erase' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Erase', exact: true }).click()
    await page.getByRole('button', { name: 'Erase for good' }).click()
    await until('the erasure', async () => {
      const { body } = await world.gateway.call('GET', '/v1/contacts?search=Forget')
      return body.data.length === 0
    })
  })

  test('a campaign is written, checked, launched and followed until everybody has read it', async () => {
    const { page, open, assertClean } = await world.signIn(browser, 'admin')
    await open('/campaigns')
    await page.getByRole('button', { name: 'New campaign' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Orders of Friday')
    const choose = async (name: string, option: string) => {
      await page.getByRole('combobox', { name, exact: true }).click()
      await page.getByRole('option', { name: option }).click()
    }
    await choose('Template', 'order_ready (en_US)')
    await choose('Value of body.1', 'First name')
    await page.getByLabel('Where it is missing, body.1').fill('friend')
    await page.getByLabel('Text of body.2').fill('A-7')
    await page.getByLabel('Phone numbers').fill('+91 99001 66001\n+91 99001 66002\n+91 99001 66002')
    await page.getByRole('button', { name: 'Save and check' }).click()
    await page.getByText('friend').last().waitFor()
    await page.getByRole('button', { name: 'Launch' }).click()
    await page.getByText('Completed').waitFor()
    await page.getByRole('row', { name: /Read.*2 \(100 %\)/ }).waitFor()
    await page.getByRole('table', { name: 'By hour' }).waitFor()
    assertClean()
  })

  test('settings: sessions are shown, and the second factor is begun with the password alone', async () => {
    const { page, open } = await world.signIn(browser, 'agent')
    await open('/settings')
    await page.getByText('this one').waitFor()
    const section = page.locator('section', { hasText: 'Second factor' })
    await section.getByLabel('Present password').fill('correct horse battery staple')
    await section.getByRole('button', { name: 'Set up a second factor' }).click()
    await section.locator('pre').waitFor()
  })

  test('no page is wider than a small phone', async () => {
    const flow = (await world.gateway.call('POST', '/v1/flows', { name: 'Hello' })).body
    const { page, open } = await world.signIn(browser, 'owner', { width: 320, height: 640 })
    for (const path of [
      '/',
      '/inbox',
      '/contacts',
      '/templates',
      '/templates/new',
      '/campaigns',
      '/campaigns/new',
      '/drips',
      '/drips/new',
      '/bots',
      `/bots/${flow.id}`,
      '/numbers',
      '/developers',
      '/wallet',
      '/team',
      '/settings',
    ]) {
      await open(path)
      await page.getByRole('navigation').waitFor()
      await page.waitForLoadState('networkidle').catch(() => {})
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, path)
    }
  })
})
