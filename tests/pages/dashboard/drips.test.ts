import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { seriousFindings } from '../../support/accessibility.ts'
import { browserPath, startBrowser } from '../../support/browser.ts'
import { type DashboardWorld, startDashboard } from '../../support/dashboard.ts'
import { shoot } from '../../support/screenshots.ts'

let world: DashboardWorld
let browser: Browser
let numberId: string

const choose = async (page: Page, name: string, option: string | RegExp) => {
  await page.getByRole('combobox', { name, exact: true }).first().click()
  await page.getByRole('option', { name: option, exact: typeof option === 'string' }).click()
}
const addStep = async (page: Page, name: string) => {
  await page.getByRole('button', { name: 'Add a step' }).click()
  await page.getByRole('menuitem', { name, exact: true }).click()
}

describe.skipIf(!browserPath)('drips', () => {
  beforeAll(async () => {
    world = await startDashboard()
    browser = await startBrowser()
    await world.gateway.call('POST', '/v1/templates/sync', {})
    numberId = (await world.gateway.call('GET', '/v1/numbers')).body.data[0].id
    await world.gateway.call('POST', '/v1/contacts', { phone: '919900177001', name: 'Asha Rao' })
  })
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  test('a sequence is written, published and followed: somebody is let in, gets the first message and waits', async () => {
    const { page, open, assertClean } = await world.signIn(browser, 'admin')
    await open('/drips')
    await page.getByRole('button', { name: 'New drip' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Welcome')
    await page.getByRole('button', { name: 'Add a trigger' }).click()
    await page.getByRole('menuitem', { name: 'A tag is added' }).click()
    await page.getByRole('textbox', { name: 'Tag', exact: true }).fill('new')
    await addStep(page, 'Send a template')
    await choose(page, 'Template', 'order_ready (en_US)')
    await choose(page, 'Value of body.1', 'First name')
    await page.getByLabel('Text of body.2').fill('A-7')
    await addStep(page, 'Wait')
    await page.getByRole('listitem', { name: 'Step 2: Wait' }).getByRole('spinbutton').fill('2')
    await addStep(page, 'Goal')
    await page.getByLabel('Name of the goal').fill('welcomed')
    await shoot(page, 'drip-form')
    await page.getByRole('button', { name: 'Save the draft' }).click()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Version 1').waitFor()
    await page.getByRole('tab', { name: 'People' }).click()
    await page.getByRole('button', { name: 'Let somebody in' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('searchbox').fill('Asha')
    await dialog.getByRole('row', { name: /Asha Rao/ }).click()
    await dialog.getByRole('button', { name: 'Let in' }).click()
    await page.getByRole('row', { name: /Asha Rao.*Under way.*wait/ }).click()
    await page.getByRole('dialog').getByRole('row', { name: /send/ }).waitFor()
    await shoot(page, 'drip-person')
    await page.keyboard.press('Escape')
    await shoot(page, 'drip-people')
    assert.deepEqual(await seriousFindings(page), [])
    await page.getByRole('tab', { name: 'Figures' }).click()
    await page.getByRole('row', { name: /Under way.*1 \(100 %\)/ }).waitFor()
    await page.getByRole('row', { name: /send.*read 1/ }).waitFor()
    await shoot(page, 'drip-figures')
    assertClean()
  })

  test('what the API rejects stands at its field, and nothing that was written is lost', async () => {
    const { page, open } = await world.signIn(browser, 'admin')
    await open('/drips/new')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Wrong')
    await addStep(page, 'Wait')
    await addStep(page, 'Branch')
    await page.getByRole('button', { name: 'Save the draft' }).click()
    const branch = page.getByRole('listitem', { name: 'Step 2: Branch' })
    await branch.getByText(/must/).first().waitFor()
    await shoot(page, 'drip-problems')
    assert.deepEqual(await seriousFindings(page), [])
    await choose(page, 'Goes on with', 'Step wait')
    await page.getByRole('listitem', { name: 'Step 1: Wait' }).getByLabel('Key').fill('Later on')
    await page.getByRole('textbox', { name: 'Name', exact: true }).focus()
    await branch.getByRole('combobox', { name: 'Goes on with', exact: true }).waitFor()
    assert.equal(
      await branch.getByRole('combobox', { name: 'Goes on with', exact: true }).inputValue(),
      'Step later-on',
    )
    await page.getByRole('button', { name: 'Save the draft' }).click()
    await page.getByRole('button', { name: 'Publish' }).waitFor()
  })

  test('a drip in the hands of two: what somebody else has paused and deleted is said, and a viewer changes nothing', async () => {
    const steps = [{ key: 'wait', kind: 'wait', minutes: 60 }]
    const { id } = (await world.gateway.call('POST', '/v1/drips', { name: 'Shared', numberId, steps })).body
    await world.gateway.call('POST', `/v1/drips/${id}/publish`, {})
    const viewer = await world.signIn(browser, 'viewer')
    await viewer.open(`/drips/${id}`)
    await viewer.page.getByText('Nobody has entered yet').waitFor()
    assert.equal(await viewer.page.getByRole('button', { name: 'Pause' }).count(), 0)
    assert.equal(await viewer.page.getByRole('tab', { name: 'Draft' }).count(), 0)
    const { page, open } = await world.signIn(browser, 'admin')
    await open(`/drips/${id}`)
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    await world.gateway.call('POST', `/v1/drips/${id}/pause`)
    await world.gateway.call('POST', `/v1/drips/${id}/archive`)
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText(/The drip is archived/).waitFor()
    await world.gateway.call('DELETE', `/v1/drips/${id}`)
    await open(`/drips/${id}`)
    await page.getByText('This page is not there').waitFor()
  })

  test('short links: a host that is none is said at its field, and what is saved is what the API has', async () => {
    const { page, open } = await world.signIn(browser, 'admin')
    await open('/settings')
    const section = page.locator('section', { hasText: 'Short links' })
    await section.getByLabel('Host of the links').fill('http://go.example.com')
    await section.getByRole('button', { name: 'Save' }).click()
    await section.getByText(/must be an origin/).waitFor()
    await section.getByLabel('Host of the links').fill('https://go.example.com')
    await section.getByLabel('Parameters that are added').fill('utm_source=whatsapp')
    await section.getByRole('button', { name: 'Save' }).click()
    await section.getByText('https://go.example.com/l/').first().waitFor()
    const { body } = await world.gateway.call('GET', '/v1/link-settings')
    assert.deepEqual([body.baseUrl, body.utm], ['https://go.example.com', { utm_source: 'whatsapp' }])
    await shoot(section, 'short-links')
  })

  test('an event source is made, learns from a first event, and confirms the next order on the phone', async () => {
    const { page, open, assertClean } = await world.signIn(browser, 'admin')
    await open('/integrations')
    await page.getByRole('button', { name: 'New event source' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Shop')
    await page.getByRole('button', { name: 'Create' }).click()
    const address = (await page.locator('pre').first().textContent()) ?? ''
    const post = async (phone: string, number: string) => {
      const body = {
        type: 'order.paid',
        customer: { name: 'Asha Rao', phone: `+${phone}` },
        order: { id: number, number },
      }
      const url = `${world.gateway.url}${new URL(address).pathname}`
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      assert.equal((await fetch(url, init)).status, 202)
    }
    await post('919900177055', 'A-1')
    await page.getByText('It names no person').waitFor()
    await page.getByRole('tab', { name: 'Mapping' }).click()
    await page.getByRole('button', { name: 'Fill in what was learned' }).click()
    await page.getByRole('button', { name: 'Save the mapping' }).click()
    await page.getByText('The mapping is saved').waitFor()
    await shoot(page, 'event-mapping')
    await page.getByRole('tab', { name: 'Actions' }).click()
    await page.getByRole('button', { name: 'Add an action' }).click()
    await page.getByRole('menuitem', { name: 'Send a template' }).click()
    await choose(page, 'Template', 'order_ready (en_US)')
    await choose(page, 'Value of body.1', 'First name')
    await choose(page, 'Value of body.2', /order_number/)
    await choose(page, 'Once for each', /order\/id/)
    await shoot(page, 'event-actions')
    await page.getByRole('button', { name: 'Save the actions' }).click()
    await page.getByText('The actions are saved').waitFor()
    await page.getByRole('tab', { name: 'Events' }).click()
    await post('919900177056', 'A-2')
    await page.getByText('Acted upon', { exact: true }).nth(1).waitFor()
    await shoot(page, 'event-list')
    await page.getByRole('tab', { name: 'Settings' }).click()
    await page.getByText('Whoever posts is known by').waitFor()
    await shoot(page, 'event-settings')
    await page.getByRole('tab', { name: 'Events' }).click()
    await page
      .getByRole('row', { name: /It names no person/ })
      .first()
      .click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('button', { name: 'Act upon it again' }).click()
    await panel.getByText('Done', { exact: true }).waitFor()
    await shoot(page, 'event-panel')
    assert.deepEqual(await seriousFindings(page), [])
    assertClean()
  })
})
