import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { browserPath, startBrowser } from '../../support/browser.ts'
import { type DashboardWorld, startDashboard } from '../../support/dashboard.ts'
import { until } from '../../support/processes.ts'
import { shoot } from '../../support/screenshots.ts'

let world: DashboardWorld
let browser: Browser

/** With what `npm start` brings along: no account at a provider is needed. */
describe.skipIf(!browserPath)('a newcomer tops up the wallet in the browser', () => {
  beforeAll(async () => {
    world = await startDashboard()
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  test('button, amount, the provider, and back in the wallet with the money in it', async () => {
    const { page, open } = await world.signIn(browser, 'owner')
    await open('/wallet')
    await page.getByRole('button', { name: 'Top up' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Amount').fill('0.10')
    await dialog.getByRole('button', { name: 'Continue to the payment' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('Amount').fill('750.50')
    await shoot(page, 'top-up')
    await dialog.getByRole('button', { name: 'Continue to the payment' }).click()
    await page.getByText('This is an emulator').waitFor()
    assert.ok(await page.getByRole('heading', { name: '₹750.50' }).isVisible())
    await shoot(page, 'checkout')
    await page.getByRole('button', { name: 'Pay', exact: true }).click()
    await page.getByText('₹750.50 were paid and are in the wallet.').waitFor()
    await page.getByRole('row', { name: /Payment.*razorpay:pay_/ }).waitFor()
    await shoot(page, 'topped-up')
  })

  test('a part of it goes back, and the wallet and the list say so; too much is refused', async () => {
    const { page, open } = await world.signIn(browser, 'owner')
    await open('/wallet')
    await page.getByRole('row', { name: /Paid.*Razorpay/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Refund', { exact: true }).fill('750.51')
    await dialog.getByRole('button', { name: 'Refund' }).click()
    await dialog.getByText(/at most what is left of the payment/).waitFor()
    await dialog.getByLabel('Refund', { exact: true }).fill('50.50')
    await dialog.getByLabel('Reason').fill('Paid by mistake')
    await dialog.getByRole('button', { name: 'Refund' }).click()
    await dialog.getByText('Refunded').waitFor()
    await shoot(page, 'refunded')
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('row', { name: /Refund of a payment/ }).waitFor()
    await page.getByText('₹700.00').first().waitFor()
  })

  test('a card is kept, and fills the wallet by itself', async () => {
    const { page, open } = await world.signIn(browser, 'owner')
    await open('/wallet')
    await page.getByRole('button', { name: 'Top up' }).click()
    await page.getByLabel('Amount').fill('20.00')
    await page.getByRole('combobox', { name: 'Pay through' }).click()
    await page.getByRole('option', { name: 'Stripe' }).click()
    await page.getByLabel('Keep the card').check()
    await page.getByRole('button', { name: 'Continue to the payment' }).click()
    await page.getByRole('button', { name: 'Pay', exact: true }).click()
    await page.getByText('₹20.00 were paid and are in the wallet.').waitFor()
    await page.getByRole('button', { name: 'Fill by itself' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Below').fill('1000.00')
    await dialog.getByLabel('Amount').fill('0.10')
    await dialog.getByRole('combobox', { name: 'Pay with' }).click()
    await page.getByRole('option', { name: /visa •••• 4242/ }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('Amount').fill('800.00')
    await shoot(page, 'recharge')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Filled by ₹800.00 below ₹1,000.00.').waitFor()
    await until('the card is charged', async () => {
      await open('/wallet')
      await page.getByRole('table', { name: 'Statement' }).waitFor()
      return (await page.getByRole('row', { name: /Payment.*stripe:pi_.*₹800.00/ }).count()) > 0
    })
  })

  test('a payment that fails, and a page that is closed, charge nothing and say so', async () => {
    const { page, open } = await world.signIn(browser, 'owner')
    const leave = async (button: string) => {
      await open('/wallet')
      await page.getByRole('button', { name: 'Top up' }).click()
      await page.getByRole('dialog').getByLabel('Amount').fill('10')
      await page.getByRole('button', { name: 'Continue to the payment' }).click()
      await page.getByRole('button', { name: button }).click()
    }
    await leave('Let the payment fail')
    await page.getByText('The payment failed.').waitFor()
    await leave('Close without paying')
    await page.getByText('Waiting for word of the payment of ₹10.00.').waitFor()
  })
})
