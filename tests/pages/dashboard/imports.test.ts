import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { browserPath, startBrowser } from '../../support/browser.ts'
import { type DashboardWorld, startDashboard } from '../../support/dashboard.ts'

let world: DashboardWorld
let browser: Browser

const file = {
  name: 'customers.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from('Mobile,Name,Notes\n9900177701,Asha,first\n9900177702,Ravi,second\n12,Wrong,third\n'),
}

describe.skipIf(!browserPath)('imports and exports', () => {
  beforeAll(async () => {
    world = await startDashboard()
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  test('a file is uploaded, its columns are settled, it is tried, imported and undone', async () => {
    const { page, open, assertClean } = await world.signIn(browser, 'admin')
    await open('/imports')
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: 'Settle the columns' }).waitFor()
    await page.getByLabel('Country of numbers without a country code').fill('in')
    await page.getByRole('button', { name: 'Settle the columns' }).click()
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.getByText('What an import would do').waitFor()
    await page.getByText('No possible phone number').waitFor()
    const shot = process.env['DAWK_SCREENSHOTS']
    if (shot) await page.screenshot({ path: `${shot}/import-tried.png`, fullPage: true })
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByText('What was imported').waitFor()
    await page.getByText('done, with errors').waitFor()
    const found = async () => (await world.gateway.call('GET', '/v1/contacts?phone=919900177701')).body.data
    assert.equal((await found())[0].name, 'Asha')
    const link = await page.getByRole('link', { name: 'Download the rows with errors' }).getAttribute('href')
    const errors = await page.request.get(`${world.gateway.url}${link}`)
    assert.match(await errors.text(), /12,Wrong,third,4,phone_impossible/)
    if (shot) await page.screenshot({ path: `${shot}/import-done.png`, fullPage: true })
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByRole('button', { name: 'Undo the import' }).click()
    await page.getByText('Undone: 2 contacts deleted').waitFor()
    assert.deepEqual(await found(), [])
    assertClean()
  })

  test('contacts are exported into a file', async () => {
    await world.gateway.call('POST', '/v1/contacts', { phone: '919900177710', name: 'Exported' })
    const { page, open, assertClean } = await world.signIn(browser, 'viewer')
    await open('/imports')
    assert.equal(await page.getByRole('button', { name: 'Upload a file' }).count(), 0)
    await page.getByRole('button', { name: 'Export contacts' }).click()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const url = await page.getByRole('link', { name: 'Download' }).getAttribute('href')
    assert.match(await (await page.request.get(url ?? '')).text(), /Exported/)
    assertClean()
  })
})
