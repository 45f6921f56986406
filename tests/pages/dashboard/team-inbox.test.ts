import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { browserPath, startBrowser } from '../../support/browser.ts'
import { type DashboardWorld, startDashboard } from '../../support/dashboard.ts'
import { until } from '../../support/processes.ts'

let world: DashboardWorld
let browser: Browser
let count = 0

const newPerson = () => `9199002${String(10_000 + count++)}`
const textOf = (body: string) => ({ type: 'text', text: { body } })
const sentTo = async (phone: string) => (await world.control.sends()).filter(({ to }) => to === phone)
const settings = (change: object) => world.gateway.call('PATCH', '/v1/inbox/settings', change)
const conversation = async (id: string) => (await world.gateway.call('GET', `/v1/conversations/${id}`)).body
async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
const input = (page: Page) => page.getByLabel('Write a message', { exact: true })

describe.skipIf(!browserPath)('an inbox that a team works in', () => {
  beforeAll(async () => {
    world = await startDashboard()
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  test('a whole task by keyboard alone: a note, a label, a snooze, an answer, and closing for a reason', async () => {
    await settings({ closeReasons: [{ key: 'solved', label: 'Solved' }], requireCloseReason: true })
    await world.gateway.call('POST', '/v1/labels', { name: 'refund' })
    const from = newPerson()
    const id = await world.hears(from, 'Asha Rao', textOf('My money back'))
    const { page, open, assertClean } = await world.signIn(browser, 'agent')
    await open('/inbox?view=open')
    await page.getByRole('link', { name: /Asha Rao/ }).waitFor()
    await page.keyboard.press('j')
    const thread = page.getByRole('log')
    await thread.getByText('My money back').waitFor()
    await page.keyboard.press('n')
    await page.getByLabel('Write a note for your team').waitFor()
    await page.keyboard.type('Paid twice')
    await page.keyboard.press('Enter')
    await thread.getByText('Paid twice').waitFor()
    await page.keyboard.press('l')
    await page.getByRole('menuitem', { name: 'refund' }).press('Enter')
    await until('the label', async () => (await conversation(id)).labelIds.length === 1)
    await page.keyboard.press('s')
    await page.getByRole('menuitem', { name: /In an hour/ }).press('Enter')
    await until('the snooze', async () => (await conversation(id)).status === 'snoozed')
    await page.getByRole('button', { name: 'Open again' }).press('Enter')
    await until('it is open', async () => (await conversation(id)).status === 'open')
    await page.getByRole('button', { name: 'Close', exact: true }).waitFor()
    await input(page).press('Escape')
    await page.keyboard.press('r')
    await page.keyboard.type('It is on its way')
    await page.keyboard.press('Enter')
    await until('the answer on the phone', async () => (await sentTo(from)).length === 1)
    await input(page).press('Escape')
    await page.keyboard.press('e')
    await page.getByRole('menuitem', { name: 'Solved' }).press('Enter')
    await until('it is closed', async () => (await conversation(id)).closeReason === 'solved')
    assert.ok(!JSON.stringify(await sentTo(from)).includes('Paid twice'), 'a note is never sent')
    assertClean()
    await settings({ closeReasons: [], requireCloseReason: false })
  })

  test('of two agents at once one sends; the other is told, keeps the text, and sends it by one press', async () => {
    const from = newPerson()
    const id = await world.hears(from, 'Ravi', textOf('Anybody?'))
    const [first, second] = [await world.signIn(browser, 'agent'), await world.signIn(browser, 'agent')]
    await first.open(`/inbox/${id}`)
    await second.open(`/inbox/${id}`)
    await first.page.getByText(/is looking at this/).waitFor()
    await second.page.getByRole('log').getByText('Anybody?').waitFor()
    await input(second.page).fill('I am here, to')
    await first.page.getByText(/is writing/).waitFor()
    await second.page.route('**/v1/conversations/*/messages?*', (route) => route.abort()) // it does not hear of the other in time
    await input(first.page).fill('I am here')
    await first.page.keyboard.press('Enter')
    await until('the first answer', async () => (await sentTo(from)).length === 1)
    await input(second.page).press('o')
    await second.page.keyboard.press('Enter')
    await second.page.getByText('Somebody else has just answered').waitFor()
    assert.equal(await input(second.page).inputValue(), 'I am here, too')
    assert.equal((await sentTo(from)).length, 1)
    await second.page.unroute('**/v1/conversations/*/messages?*')
    await second.page.getByRole('button', { name: 'Send anyway' }).dblclick()
    await until('the second answer', async () => (await sentTo(from)).length === 2)
    assert.equal(await input(second.page).inputValue(), '')
  })

  test('a draft is there on another device, and an agent who may see it no more loses no text', async () => {
    const id = await world.hears(newPerson(), 'Mina', textOf('A long story'))
    const { page, open } = await world.signIn(browser, 'agent')
    await open(`/inbox/${id}`)
    const saved = page.waitForResponse((reply) => reply.url().endsWith('/draft') && reply.request().method() === 'PUT')
    await input(page).fill('A long answer')
    await saved
    await page.evaluate('localStorage.clear()') // as on another device
    await page.reload()
    await until('the draft', async () => (await input(page).inputValue()) === 'A long answer')
    await settings({ agentsSee: 'assigned' })
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('There is no such conversation in this account.').waitFor()
    assert.equal(await input(page).inputValue(), 'A long answer')
    await settings({ agentsSee: 'all' })
  })

  test('what is filtered becomes a view with its count, and the palette leads there', async () => {
    const id = await world.hears(newPerson(), 'Urgent Person', textOf('Fire!'))
    await world.gateway.call('PATCH', `/v1/conversations/${id}`, { priority: 'urgent' })
    const { page, open, assertClean } = await world.signIn(browser, 'agent')
    await open('/inbox?view=open')
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.getByRole('menuitem', { name: 'Urgent' }).click()
    await page.getByRole('link', { name: /Urgent Person/ }).waitFor()
    await page.getByRole('button', { name: 'Urgent', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Save as a view' }).click()
    await page.getByRole('button', { name: /^Urgent ?1/ }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByLabel('What do you want to do?').fill('snoozed')
    await page.keyboard.press('Enter')
    await page.waitForURL(/view=snoozed/)
    await page.getByLabel('Search people').fill('Fire!')
    await page.getByRole('heading', { name: 'In messages' }).waitFor()
    assertClean()
  })

  test('a macro is made in the settings, runs on one conversation, and a view changes as a whole', async () => {
    await settings({ closeReasons: [], requireCloseReason: false })
    const { page, open, assertClean } = await world.signIn(browser, 'owner')
    await open('/settings')
    await page.getByRole('button', { name: 'New macro' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Urgent and mine')
    await choose(page, 'Priority', 'Urgent')
    await choose(page, 'Assignee', 'Whoever runs it')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.getByText('Urgent and mine', { exact: true }).waitFor()
    const from = newPerson()
    const id = await world.hears(from, 'Ravi Menon', textOf('Where is it?'))
    await open(`/inbox/${id}`)
    await page.getByRole('button', { name: 'Run a macro' }).click()
    await page.getByRole('menuitem', { name: 'Urgent and mine' }).click()
    await until('the macro', async () => (await conversation(id)).priority === 'urgent')
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.getByRole('menuitem', { name: 'Change all of these' }).click()
    await choose(page, 'Status', 'Closed')
    await page.getByRole('button', { name: 'Change all of them' }).click()
    await page.getByRole('status').getByText('Done.').waitFor()
    assert.equal((await conversation(id)).status, 'closed')
    assertClean()
  })
})
