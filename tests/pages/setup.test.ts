import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { browserPath, startBrowser, visit } from '../support/browser.ts'
import { type RunningGateway, startGateway } from '../support/gateway.ts'

let gateway: RunningGateway
let browser: Browser

describe.skipIf(!browserPath)('in a browser', () => {
  beforeAll(async () => {
    gateway = await startGateway(null)
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await gateway.close()
  })

  test('the guided set-up leads from no account to a delivered message and a webhook', async () => {
    const { page, assertClean } = await visit(browser, gateway.url)
    await page.goto(`${gateway.url}/setup`)
    await page.getByLabel('Name', { exact: true }).fill('Corner Shop')
    await page.getByLabel('E-mail address').fill('corner@example.com')
    await page.getByRole('button', { name: 'Make an account' }).click()
    await page.getByText('Your key, shown once').waitFor()
    await page.getByLabel('To: country code').fill('14155552671')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText(/^(delivered|read): /).waitFor()
    await page.getByLabel('Your URL').fill('not a url')
    await page.getByRole('group', { name: '5. Webhook' }).getByRole('button').click()
    assert.equal(await page.locator('#url:invalid').count(), 1)
    await page.getByLabel('Your URL').fill('https://shop.example/hook')
    await page.keyboard.press('Enter')
    await page.getByText('Signing secret, shown once').waitFor()
    assertClean()
  })

  test('no page is wider than a small phone', async () => {
    const { page } = await visit(browser, gateway.url)
    await page.setViewportSize({ width: 375, height: 700 })
    for (const path of ['/setup', '/developers', '/accept-invitation', '/reset-password']) {
      await page.goto(`${gateway.url}${path}`)
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 375, path)
    }
  })
})
