import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { seriousFindings } from '../../support/accessibility.ts'
import { browserPath, startBrowser } from '../../support/browser.ts'
import { type DashboardWorld, startDashboard } from '../../support/dashboard.ts'
import { shoot } from '../../support/screenshots.ts'

let world: DashboardWorld
let browser: Browser

const spec = {
  spec: 'dawk.flow/1',
  start: 'city',
  triggers: [{ kind: 'keyword', words: ['hi'] }],
  nodes: {
    city: { kind: 'ask', data: { text: 'Which city?', answer: 'text', saveAs: 'city' }, exits: { ok: 'pick' } },
    pick: {
      kind: 'choice',
      data: {
        text: 'What is it about?',
        choices: [
          { id: 'order', title: 'Order' },
          { id: 'other', title: 'Other' },
        ],
      },
      exits: { order: 'thanks', other: null },
    },
    thanks: { kind: 'send_text', data: { text: 'Thanks from {{ session.city }}.' }, exits: { ok: null } },
  },
}

const create = async (name: string, given: object = spec): Promise<string> =>
  (await world.gateway.call('POST', '/v1/flows', { name, spec: given })).body.id

describe.skipIf(!browserPath)('bots', () => {
  beforeAll(async () => {
    world = await startDashboard()
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  test('a flow is made, extended by keyboard in its list, tried, published, and answers a person', async () => {
    const { page, open, assertClean } = await world.signIn(browser, 'admin')
    await open('/bots')
    await page.getByRole('button', { name: 'New flow' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Cities')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'The flow as a graph' }).getByText('hello', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'List' }).press('Enter')
    await page.getByRole('button', { name: 'Add a node' }).press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Question', exact: true }).press('Enter')
    const form = page.getByRole('complementary')
    await form.getByLabel('Text', { exact: false }).first().fill('Which city?')
    await form.getByRole('combobox', { name: 'then', exact: true }).click()
    await page.getByRole('option', { name: 'The end' }).click()
    await page.getByRole('row', { name: /hello/ }).click()
    await form.getByRole('combobox', { name: 'then', exact: true }).click()
    await page.getByRole('option', { name: 'ask', exact: true }).click()
    await shoot(page, 'bot-list')
    await page.getByRole('tab', { name: 'Preview' }).click()
    await form.getByLabel('What the person writes').fill('hi')
    await page.keyboard.press('Enter')
    await form.getByRole('log').getByText('Which city?').waitFor()
    await shoot(page, 'bot-preview')
    await page.getByRole('button', { name: 'Save the draft' }).click()
    await page.getByText('The draft is saved').waitFor()
    assert.deepEqual(await seriousFindings(page), [])
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Version 1').waitFor()
    await world.hears('919900144001', 'Asha Rao', { type: 'text', text: { body: 'hi' } })
    await page.getByRole('tab', { name: 'Sessions' }).click()
    await page.getByRole('row', { name: /Asha Rao.*Waiting.*ask/ }).click()
    await page
      .getByRole('dialog')
      .getByRole('row', { name: /hello \(Text\)/ })
      .waitFor()
    await shoot(page, 'bot-session')
    await page.getByRole('button', { name: 'Stop it' }).click()
    await page.getByRole('dialog').getByText('Stopped').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'Figures' }).click()
    await page.getByRole('row', { name: /hello.*1.*then 1/ }).waitFor()
    await page.getByRole('tab', { name: 'Versions' }).click()
    await page.getByRole('row', { name: /1.*Live/ }).waitFor()
    assertClean()
  })

  test('problems stand at their nodes and fields, and a flow that has one is not published', async () => {
    const broken = {
      ...spec,
      nodes: {
        ...spec.nodes,
        pick: { ...spec.nodes.pick, exits: { order: 'nowhere', other: null } },
        thanks: { kind: 'send_text', data: { text: '' }, exits: { ok: null } },
      },
    }
    const id = await create('Broken', broken)
    const { page, open } = await world.signIn(browser, 'admin')
    await open(`/bots/${id}`)
    await page.getByRole('tab', { name: /Problems/ }).click()
    await page.getByText('nodes.thanks.data.text').waitFor()
    await page.getByRole('button', { name: 'Show thanks' }).first().click()
    const form = page.getByRole('complementary')
    await form.getByText(/is required/).waitFor()
    await page.getByRole('tab', { name: /Problems/ }).click()
    await page.getByRole('button', { name: 'Show pick' }).click()
    await form.getByText(/must be the id of a node/).waitFor()
    await shoot(page, 'bot-problems')
    assert.deepEqual(await seriousFindings(page), [])
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
    await page
      .getByRole('dialog')
      .getByText(/nodes\.pick\.exits\.order/)
      .waitFor()
  })

  test('a draft that somebody else has changed is not replaced unasked, and nothing that was written is lost', async () => {
    const id = await create('Shared')
    const { page, open } = await world.signIn(browser, 'admin')
    await open(`/bots/${id}`)
    await page.getByRole('button', { name: 'List' }).click()
    await page.getByRole('row', { name: /^thanks/ }).click()
    const text = page.getByRole('complementary').getByLabel('Text', { exact: false }).first()
    await text.fill('Mine')
    await world.gateway.call('PATCH', `/v1/flows/${id}`, { spec: { ...spec, vars: { theirs: {} } } })
    await page.getByRole('button', { name: 'Save the draft' }).click()
    await page.getByText('Somebody else has changed the draft.').waitFor()
    assert.equal(await text.inputValue(), 'Mine')
    const read = async () => (await world.gateway.call('GET', `/v1/flows/${id}`)).body.spec
    assert.ok('theirs' in (await read()).vars)
    await page.getByRole('button', { name: 'Replace it with mine' }).click()
    await page.getByText('The draft is saved').waitFor()
    assert.equal((await read()).nodes.thanks.data.text, 'Mine')
  })

  test('in the graph a node is chosen and its choices are ways out; who may only read changes nothing', async () => {
    const id = await create('Drawn')
    const { page, open, assertClean } = await world.signIn(browser, 'viewer')
    await open(`/bots/${id}`)
    const graph = page.getByRole('region', { name: 'The flow as a graph' })
    await graph.getByText('pick', { exact: true }).click()
    await page.getByRole('complementary').getByRole('combobox', { name: 'order', exact: true }).waitFor()
    assert.ok(await page.getByRole('complementary').getByLabel('Text', { exact: false }).first().isDisabled())
    assert.equal(await page.getByRole('button', { name: 'Save the draft' }).count(), 0)
    assert.equal(await page.getByRole('button', { name: 'Publish' }).count(), 0)
    await shoot(page, 'bot-graph')
    assert.deepEqual(await seriousFindings(page), [])
    assertClean()
  })
})
