import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { browserPath, startBrowser } from '../../support/browser.ts'
import { type DashboardWorld, startDashboard } from '../../support/dashboard.ts'
import { until } from '../../support/processes.ts'

let world: DashboardWorld
let browser: Browser
let count = 0

const newPerson = () => `9199001${String(10_000 + count++)}`
const textOf = (body: string) => ({ type: 'text', text: { body } })

/** What the business has sent to one phone. */
const sentTo = async (phone: string) => (await world.control.sends()).filter(({ to }) => to === phone)

describe.skipIf(!browserPath)('the inbox', () => {
  beforeAll(async () => {
    world = await startDashboard()
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  test('an agent finds a conversation, answers it, quotes and reacts, and the phone shows it', async () => {
    const from = newPerson()
    await world.hears(from, 'Asha Rao', textOf('Is the *blue* one there?'))
    const { page, open, assertClean } = await world.signIn(browser, 'agent')
    await open('/inbox')
    await page.getByLabel('Search people').fill('Asha')
    await page.getByRole('link', { name: /Asha Rao/ }).click()
    const thread = page.getByRole('log')
    await thread.getByText('blue', { exact: true }).waitFor()
    assert.equal(await thread.locator('strong', { hasText: 'blue' }).count(), 1)
    await page.getByText(/left to answer freely/).waitFor()
    await thread.getByRole('button', { name: 'Reply' }).first().click()
    await page.getByLabel('Write a message').fill('Yes, it is.')
    await page.keyboard.press('Enter')
    await thread.getByText('Yes, it is.').waitFor()
    const last = await until('the answer on the phone', async () => {
      const message = await world.control.lastOn(world.gateway.phoneNumberId, from)
      return JSON.stringify(message).includes('Yes, it is.') ? message : null
    })
    assert.ok(last['context'], 'it quotes the question')
    await thread.getByRole('button', { name: 'React' }).first().click()
    await thread.getByRole('button', { name: '👍' }).click()
    await until('the reaction on the phone', async () => (await sentTo(from)).some(({ type }) => type === 'reaction'))
    assert.equal(await page.getByLabel('Write a message').inputValue(), '')
    assertClean()
  })

  test('a canned reply is found by its shortcut, filled in, and sent only when it was looked at', async () => {
    await world.gateway.call('POST', '/v1/canned-replies', {
      shortcut: 'refund',
      body: 'Hi {{contact.name}}, {{order}}',
    })
    const from = newPerson()
    const id = await world.hears(from, 'Asha', textOf('Where is my refund?'))
    const { page, open } = await world.signIn(browser, 'agent')
    await open(`/inbox/${id}`)
    await page.getByLabel('Write a message').fill('/ref')
    await page.getByRole('button', { name: /\/refund/ }).waitFor()
    await page.keyboard.press('Enter')
    assert.equal(await page.getByLabel('Write a message').inputValue(), 'Hi Asha, {{order}}')
    assert.equal((await sentTo(from)).length, 0)
  })

  test('whatever people, their names and their files carry is text', async () => {
    const evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    const from = newPerson()
    const id = await world.hears(from, evil, textOf(`${evil} javascript:alert(1)`))
    await world.hears(from, evil, {
      type: 'location',
      location: { latitude: 1, longitude: 2, name: evil, address: evil },
    })
    await world.hears(from, evil, {
      type: 'contacts',
      contacts: [{ name: { formatted_name: evil, first_name: 'x' }, phones: [{ phone: evil }] }],
    })
    const { page, open, assertClean } = await world.signIn(browser, 'agent')
    await open(`/inbox/${id}`)
    await page.getByRole('log').getByText('1, 2').waitFor()
    assert.equal(await page.evaluate('window.hacked'), undefined)
    assert.equal(await page.locator('main img, main script').count(), 0)
    assert.equal(await page.locator('a[href^="javascript"]').count(), 0)
    assertClean()
  })

  test('two clicks send one message, and what was written outlives the session', async () => {
    const from = newPerson()
    const id = await world.hears(from, 'Ravi', textOf('Hello'))
    const { page, open } = await world.signIn(browser, 'agent')
    await open(`/inbox/${id}`)
    await page.getByLabel('Write a message').fill('Once')
    await page.getByRole('button', { name: 'Send', exact: true }).dblclick()
    await page.getByRole('log').getByText('Once').waitFor()
    await until('the message on the phone', async () => (await sentTo(from)).length > 0)
    await page.getByLabel('Write a message').fill('A long and thoughtful answer')
    await page.request.delete(`${world.gateway.url}/v1/session`, { headers: { 'sec-fetch-site': 'same-origin' } })
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('Your session has ended.').waitFor()
    assert.equal(await page.getByLabel('Write a message').inputValue(), 'A long and thoughtful answer')
    assert.equal((await sentTo(from)).length, 1)
  })

  test('the composer closes at the second in which the window does, and a template is offered', async () => {
    const id = await world.hears(newPerson(), 'Late', textOf('Anybody?'))
    const { page, open } = await world.signIn(browser, 'agent')
    await page.clock.install()
    await open(`/inbox/${id}`)
    await page.getByText(/left to answer freely/).waitFor()
    await page.context().setOffline(true)
    await page.clock.fastForward('23:59:30')
    await page.getByLabel('Write a message').waitFor()
    await page.clock.fastForward('00:00:31')
    await page.getByRole('button', { name: 'Choose a template' }).waitFor()
    assert.equal(await page.getByLabel('Write a message').count(), 0)
  })

  test('a conversation of nobody or of another account is a page that is not there', async () => {
    const { page, open } = await world.signIn(browser, 'agent')
    await open('/inbox/019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4')
    await page.getByText('This page is not there').waitFor()
  })
})
