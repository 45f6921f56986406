import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { freshPhone } from '../../flow/simulator-control.ts'
import { browserPath, startBrowser } from '../../support/browser.ts'
import { type DashboardWorld, startDashboard } from '../../support/dashboard.ts'
import { until } from '../../support/processes.ts'

let world: DashboardWorld
let browser: Browser

describe.skipIf(!browserPath)('the wallet', () => {
  beforeAll(async () => {
    world = await startDashboard()
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  test('an account that pays nothing is told so; a role without the wallet has no such room', async () => {
    const { page, open, assertClean } = await world.signIn(browser, 'owner')
    await open('/wallet')
    await page.getByText('Messages cost nothing here').waitFor()
    assertClean()
    const agent = await world.signIn(browser, 'agent')
    await agent.open('/')
    await agent.page.getByRole('navigation').waitFor()
    assert.equal(await agent.page.getByRole('link', { name: 'Wallet' }).count(), 0)
  })

  test('the balance, a low balance that is set, and what a message cost line by line', async () => {
    const { gateway } = world
    const account = gateway.accountId
    const settings = { currency: 'INR', cardName: 'meta-list-approximate', fees: [{ match: {}, amount: '0.10' }] }
    await gateway.operate('pricing', { account, settings: JSON.stringify(settings) })
    await gateway.operate('wallet-top-up', { account, currency: 'INR', amount: '1000.00', reference: 'bank 4711' })
    const to = freshPhone().replace(/^\d{4}/, '9199')
    const template = { name: 'hello_world', language: { code: 'en_US' } }
    await until('a message is charged', async () => {
      await gateway.call('POST', '/v1/messages', { to, type: 'template', template })
      const { body } = await gateway.call('GET', '/v1/wallet/transactions?kind=capture')
      return body.data.length > 0
    })
    const { page, open, assertClean } = await world.signIn(browser, 'owner')
    await open('/wallet')
    await page.getByText('bank 4711').waitFor()
    await page.getByRole('button', { name: 'Low balance' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Tell us below').fill('a lot')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('Tell us below').fill('500')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/You are told below ₹500/).waitFor()
    if (process.env['SCREENSHOTS']) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/wallet.png` })
    await page
      .getByRole('row', { name: /Message/ })
      .filter({ hasText: '−₹' })
      .or(page.getByRole('row', { name: /Message.*-₹/ }))
      .first()
      .click()
    const panel = page.getByRole('dialog')
    await panel.getByText('Platform fee').waitFor()
    await panel.getByText('Total').waitFor()
    if (process.env['SCREENSHOTS']) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/wallet-cost.png` })
    assertClean()
  })
})
