import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { simulatorControl } from '../flow/simulator-control.ts'
import { browserPath, startBrowser, visit } from '../support/browser.ts'
import { newChild, type PartnerWorld, startPartnerWorld } from '../support/partner-world.ts'
import { freePort } from '../support/processes.ts'

let world: PartnerWorld
let browser: Browser

describe.skipIf(!browserPath)('in a browser', () => {
  beforeAll(async () => {
    const port = String(await freePort())
    const metaUrl = `http://127.0.0.1:${port}`
    world = await startPartnerWorld(null, { SIMULATOR_PORT: port, META_GRAPH_URL: metaUrl })
    const shown = { wabaId: '102290129340398', displayPhoneNumber: '+1 555 000 1111', verifiedName: 'Shop' }
    await simulatorControl(metaUrl).call('PUT', 'numbers', {
      numbers: [
        { phoneNumberId: '106540352242922', accessToken: 'EAAGtoken', ...shown, appSecret: 'the-secret-of-an-app' },
      ],
    })
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await world.gateway.close()
  })

  test('a customer connects a number, and sees the partner and nothing of the installation', async () => {
    await world.rival.own('PATCH', '/v1/account', { name: 'Bright Agency' })
    const child = await newChild(world.rival, { name: 'Asha Sarees' })
    const made = await world.rival.call('POST', `/accounts/${child.id}/onboarding-links`, {})
    const { page, assertClean } = await visit(browser, world.gateway.url)
    await page.goto(made.body.url)
    await page.getByRole('heading', { name: 'Connect a WhatsApp number to Asha Sarees' }).waitFor()
    const seen = async () => `${await page.title()} ${await page.locator('body').innerText()}`
    assert.match(await seen(), /Bright Agency asks you/)
    assert.doesNotMatch(await seen(), /dawk|explorer|guide/i)
    await page.getByLabel('Phone number ID').fill('106540352242922')
    await page.getByLabel('Permanent access token').fill('EAAGwrong')
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.locator('output[data-kind=bad]').getByText(/token/i).waitFor()
    await page.getByLabel('Permanent access token').fill('EAAGtoken')
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByRole('heading', { name: 'Your number is connected' }).waitFor()
    assert.equal(new URL(page.url()).hash, '', 'the token does not stay in the history')
    await page.goto(made.body.url)
    await page.getByText('A number was connected by this link already').waitFor()
    assertClean()
  })
})
