import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { browserPath, startBrowser } from '../../support/browser.ts'
import { type DashboardWorld, startDashboard } from '../../support/dashboard.ts'
import { until } from '../../support/processes.ts'

let world: DashboardWorld
let browser: Browser

describe.skipIf(!browserPath)('people in the dashboard', () => {
  beforeAll(async () => {
    world = await startDashboard()
    browser = await startBrowser()
    await call('POST', '/v1/attributes', { key: 'city', label: 'City', type: 'text', indexed: true })
    await call('POST', '/v1/attributes', { key: 'born', label: 'Born', type: 'date' })
  })
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  const call = (method: string, path: string, body?: unknown) => world.gateway.call(method, path, body)
  let lastPhone = 919_900_900_000
  async function contact(name: string, more: object = {}): Promise<string> {
    const { body, status } = await call('POST', '/v1/contacts', { phone: String(++lastPhone), name, ...more })
    assert.equal(status, 201, JSON.stringify(body))
    return body.id
  }
  const picture = async (
    page: { screenshot(options: { path: string; fullPage: boolean }): Promise<unknown> },
    name: string,
  ) => {
    const folder = process.env['DAWK_SCREENSHOTS']
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  }

  test('a contact is edited, tagged, asked for consent, merged and parted again', async () => {
    const id = await contact('Asha Rao')
    const other = await contact('Asha R.')
    const { page, open, assertClean } = await world.signIn(browser, 'agent')
    await open(`/contacts/${id}`)
    await page.getByText('Marketing may be sent now.').waitFor()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('City').fill('Pune')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Pune', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Add a tag' }).click()
    await page.getByLabel('Tag', { exact: false }).last().fill('VIP')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('button', { name: 'Take off VIP' }).waitFor()
    await page.getByRole('button', { name: 'Record consent' }).click()
    await page.getByLabel('Note for colleagues').fill('On the phone')
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    await page.getByText('No marketing: they have said stop.').waitFor()
    await page.getByRole('button', { name: 'Merge' }).click()
    await page
      .getByRole('searchbox')
      .or(page.getByLabel(/Search by name/))
      .last()
      .fill('Asha R')
    await page.getByRole('dialog').getByRole('button', { name: 'Asha R.' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await picture(page, 'contact')
    assert.equal((await call('GET', `/v1/contacts/${other}`)).status, 404)
    await page.getByRole('button', { name: 'Undo' }).click()
    await until('both are there again', async () => (await call('GET', `/v1/contacts/${other}`)).status === 200)
    assertClean()
  })

  test('a value that does not fit, and a change that somebody else was faster with, are told in the form', async () => {
    const id = await contact('Ben')
    const { page, open } = await world.signIn(browser, 'agent')
    await open(`/contacts/${id}`)
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Time zone').fill('Mars')
    await page.getByRole('button', { name: 'Save' }).click()
    await page
      .getByRole('dialog')
      .getByText(/must be a time zone|IANA/)
      .first()
      .waitFor()
    await page.getByLabel('Time zone').fill('Asia/Kolkata')
    await call('PATCH', `/v1/contacts/${id}`, { language: 'hi' })
    await page.getByRole('button', { name: 'Save' }).click()
    await page
      .getByRole('alert')
      .getByText(/Read it again/)
      .waitFor()
    assert.equal((await call('GET', `/v1/contacts/${id}`)).body.timezone, null)
  })

  test('a segment is built with whom it finds beside it, kept, and its people are listed', async () => {
    for (const name of ['Chen', 'Dee']) await contact(name, { attributes: { city: 'Surat' } })
    const { page, open, assertClean } = await world.signIn(browser, 'admin')
    await open('/segments')
    await page.getByRole('button', { name: 'New segment' }).click()
    await page.getByLabel('Name', { exact: false }).first().fill('Surat')
    await page.getByRole('combobox', { name: 'What' }).click()
    await page.getByRole('option', { name: 'City' }).click()
    await page.getByRole('textbox', { name: 'Value' }).fill('Surat')
    await page.getByRole('heading', { name: '2 people' }).waitFor()
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page.getByRole('combobox', { name: 'What' }).last().click()
    await page.getByRole('option', { name: 'Wrote a message' }).click()
    await page.getByRole('combobox', { name: 'How' }).last().click()
    await page.getByRole('option', { name: 'did not happen' }).click()
    await page.getByRole('table', { name: 'What each condition finds by itself' }).waitFor()
    await picture(page, 'segment')
    await page.getByRole('button', { name: 'Save the segment' }).click()
    const members = page.getByRole('table', { name: 'Who is in it' })
    await members.getByText('Chen').waitFor()
    await members.getByText('Dee').waitFor()
    const [made] = (await call('GET', '/v1/segments')).body.data
    assert.deepEqual(made.filter, {
      all: [
        { field: 'attributes.city', op: 'eq', value: 'Surat' },
        { event: 'message.received', op: 'did_not' },
      ],
    })
    assertClean()
  })

  test('a condition that cannot be is named beside it, and a nested filter is shown as JSON and stays whole', async () => {
    const nested = { any: [{ all: [{ field: 'name', op: 'exists' }] }] }
    const { body } = await call('POST', '/v1/segments', { name: 'Nested', filter: nested })
    const { page, open } = await world.signIn(browser, 'admin')
    await open('/segments/new')
    await page.getByRole('combobox', { name: 'What' }).click()
    await page.getByRole('option', { name: 'Born' }).click()
    await page.getByRole('combobox', { name: 'How' }).click()
    await page.getByRole('option', { name: 'is within the last' }).click()
    await page.getByRole('textbox', { name: 'Value' }).fill('soon')
    await page
      .getByText(/must be a time such as/)
      .first()
      .waitFor()
    await open(`/segments/${body.id}`)
    assert.deepEqual(JSON.parse(await page.getByLabel('Filter as JSON').inputValue()), nested)
    await page.getByRole('button', { name: 'Save the segment' }).click()
    await page.getByText('The segment is saved').waitFor()
    assert.deepEqual((await call('GET', `/v1/segments/${body.id}`)).body.filter, nested)
  })

  test('rules are set, a number is suppressed and the suppression ends, a topic is made', async () => {
    const { page, open, assertClean } = await world.signIn(browser, 'admin')
    await open('/consent')
    await page.getByLabel('Marketing waits during quiet hours').check()
    await page.getByLabel('Time zone of the account').fill('Asia/Kolkata')
    await page.getByLabel('At most in a week').fill('2')
    await page.getByLabel('Phrases that mean stop').fill('no more\nenough')
    await picture(page, 'rules')
    await page.getByRole('button', { name: 'Save the rules' }).click()
    await page.getByText('The rules are saved').waitFor()
    const policy = (await call('GET', '/v1/policy')).body
    assert.deepEqual(
      [policy.quietHours, policy.caps, policy.keywords.stop],
      [{ from: '21:00', to: '09:00' }, [{ max: 2, per: 'week', window: 'calendar' }], ['no more', 'enough']],
    )
    await page.getByRole('tab', { name: 'Suppressions' }).click()
    await page.getByRole('button', { name: 'Suppress a number' }).click()
    await page.getByRole('textbox', { name: 'Number' }).fill('+919900112299')
    await page.getByRole('button', { name: 'Suppress', exact: true }).click()
    await page.getByRole('button', { name: 'End' }).waitFor()
    await picture(page, 'suppressions')
    await page.getByRole('button', { name: 'End' }).click()
    await page.getByText('Nobody is suppressed').waitFor()
    await page.getByRole('tab', { name: 'Topics' }).click()
    await page.getByRole('button', { name: 'Add a topic' }).click()
    await page.getByLabel('Name').fill('Weekly offers')
    await page.getByLabel('Key').fill('weekly')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Weekly offers').waitFor()
    assertClean()
  })

  test('rules that cannot be, and a number that is none, are told beside their fields; a viewer changes nothing', async () => {
    const { page, open } = await world.signIn(browser, 'admin')
    await open('/consent')
    await page.getByLabel('Time zone of the account').fill('Mars/Phobos')
    await page.getByRole('button', { name: 'Save the rules' }).click()
    await page
      .getByText(/must be an IANA time zone/)
      .first()
      .waitFor()
    await open('/consent?tab=suppressions')
    await page.getByRole('button', { name: 'Suppress a number' }).click()
    await page.getByRole('textbox', { name: 'Number' }).fill('12')
    await page.getByRole('button', { name: 'Suppress', exact: true }).click()
    await page
      .getByRole('dialog')
      .getByText(/must|number/)
      .first()
      .waitFor()
    assert.equal((await call('GET', '/v1/suppressions')).body.data.length, 0)
    const viewer = await world.signIn(browser, 'viewer')
    await viewer.open('/consent')
    await viewer.page.getByLabel('Time zone of the account').waitFor()
    assert.equal(await viewer.page.getByRole('button', { name: 'Save the rules' }).count(), 0)
  })

  test('attributes and tags are defined in the settings; a key that is taken is told', async () => {
    const { page, open, assertClean } = await world.signIn(browser, 'admin')
    await open('/settings')
    await page.getByRole('button', { name: 'Add an attribute' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('City')
    assert.equal(await dialog.getByLabel('Key').inputValue(), 'city')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('Name').fill('Favourite drink')
    await dialog.getByLabel('Key').fill('drink')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Favourite drink').waitFor()
    await picture(page, 'settings')
    await page.getByRole('button', { name: 'Add a tag' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Regular')
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Regular').waitFor()
    assertClean()
  })
})
