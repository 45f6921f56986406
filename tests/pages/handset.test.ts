import assert from 'node:assert/strict'
import { startSimulator } from '@dawk/simulator/simulator.ts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../flow/simulator-control.ts'
import { browserPath, startBrowser, visit } from '../support/browser.ts'

const phoneNumberId = '106540352242922'
const person = '919900112233'

let browser: Browser
let simulator: Awaited<ReturnType<typeof startSimulator>>
let control: ReturnType<typeof simulatorControl>

beforeAll(async () => {
  if (browserPath === undefined) return
  browser = await startBrowser()
  simulator = await startSimulator({ port: 0 })
  control = simulatorControl(simulator.url)
  const number = {
    phoneNumberId,
    wabaId: '102290129340398',
    displayPhoneNumber: '+1 555 000 1111',
    verifiedName: 'Corner Shop',
    accessToken: 'token-1',
    appSecret: 'secret-1',
  }
  await control.call('PUT', 'numbers', { numbers: [{ ...number, openWindow: true, pairLimit: false }] })
})
afterAll(async () => {
  await browser?.close()
  await simulator?.close()
})

const inBrowser = test.skipIf(browserPath === undefined)

async function send(message: object): Promise<string> {
  const reply = await fetch(`${simulator.url}/v23.0/${phoneNumberId}/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer token-1', 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: `+${person}`, ...message }),
  })
  const body = (await reply.json()) as { messages: { id: string }[] }
  assert.equal(reply.status, 200, JSON.stringify(body))
  return body.messages[0]?.id ?? ''
}

const interactive = (type: string, action: object) => ({
  type: 'interactive',
  interactive: { type, body: { text: `About ${type}` }, action },
})

/** The newest answer of the person, as the simulator has it. */
async function answered(page: Page, count: number) {
  await page
    .locator('.bubble.mine')
    .nth(count - 1)
    .waitFor()
  return control.lastOn(phoneNumberId, person)
}

inBrowser('a person begins a conversation, and reads what was written as WhatsApp shows it', async () => {
  const { page, assertClean } = await visit(browser, simulator.url)
  await page.goto(simulator.url)
  await page.click('#begin > summary')
  await page.waitForSelector('#business option', { state: 'attached' })
  await page.fill('#new [name=from]', '+91 99001 12233')
  await page.fill('#new [name=name]', 'Asha')
  await page.fill('#new [name=first]', 'Is the *blue* one there?')
  await page.click('#new button')
  await page.waitForSelector('.bubble.mine strong')
  await page.waitForSelector('#person:has-text("as Asha (+919900112233)")')
  const first = await control.lastOn(phoneNumberId, person)
  const wamid = await send({
    text: { body: 'Yes: https://shop.example/p/77\n<img src=x onerror=alert(1)>' },
    context: { message_id: first['wamid'] },
  })
  await send({ type: 'reaction', reaction: { message_id: first['wamid'], emoji: '👍' } })
  await send({ text: { body: 'مرحبا بك' } })
  await page.waitForSelector('text=مرحبا')
  await page.waitForSelector('.bubble.mine .reactions')
  assert.equal(await page.getAttribute(`[id="m-${wamid}"] a.link`, 'href'), 'https://shop.example/p/77')
  assert.match((await page.textContent(`[id="m-${wamid}"] .quote`)) ?? '', /You.*blue/)
  assert.equal(await page.textContent('.bubble.mine .reactions'), '👍')
  assert.equal(await page.locator('.bubble img').count(), 0, 'text enters the page as text')
  await page.locator('.bubble').nth(2).waitFor() // the page may just be drawing them anew
  assert.equal(await page.locator('.bubble').count(), 3, 'a reaction is no message of its own')
  assertClean()
})

inBrowser('buttons, lists, flows, places and cards are answered with what WhatsApp would report', async () => {
  await control.call('POST', 'reset')
  await control.inbound({ phoneNumberId, from: person, type: 'text', text: { body: 'hi' } })
  const { page, assertClean } = await visit(browser, simulator.url)
  await page.goto(simulator.url)
  const link = { display_text: 'Open shop', url: 'https://shop.example/' }
  await send(interactive('cta_url', { name: 'cta_url', parameters: link }))
  const list = await send(
    interactive('list', {
      button: 'Sizes',
      sections: [{ title: 'All', rows: [{ id: 's', title: 'Small', description: '36' }] }],
    }),
  )
  await send(interactive('location_request_message', { name: 'send_location' }))
  const flow = { flow_message_version: '3', flow_id: '1', flow_cta: 'Book now', flow_token: 'tok' }
  await send(interactive('flow', { name: 'flow', parameters: flow }))
  const cards = [0, 1].map((index) => ({
    card_index: index,
    type: 'cta_url',
    header: { type: 'image', image: { link: 'https://x.example/a.jpg' } },
    body: { text: `Shirt ${index}` },
    action: { buttons: [{ type: 'quick_reply', quick_reply: { id: `take-${index}`, title: `Take ${index}` } }] },
  }))
  await send(interactive('carousel', { cards }))
  await send({ type: 'location', location: { latitude: 12.97, longitude: 77.59, name: 'Corner Shop' } })
  await send({
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Ravi Kumar' }, phones: [{ phone: '+91 98' }] }],
  })
  await page.waitForSelector('.contact')
  assert.equal(await page.getAttribute('a.action', 'href'), 'https://shop.example/')
  assert.match((await page.textContent('.place')) ?? '', /Corner Shop.*12\.97, 77\.59/)
  assert.match((await page.textContent('.contact')) ?? '', /Ravi Kumar.*\+91 98/)

  await page.click('.list > summary')
  await page.click('.list button')
  const chosen = await answered(page, 2)
  assert.deepEqual(
    [chosen['content'], chosen['context']],
    [
      { type: 'list_reply', list_reply: { id: 's', title: 'Small', description: '36' } },
      { from: '15550001111', id: list },
    ],
  )
  await page.click('text=Send location')
  assert.equal((await answered(page, 3))['type'], 'location')
  await page.click('text=Book now')
  const done = (await answered(page, 4))['content'] as { nfm_reply: { name: string; response_json: string } }
  assert.deepEqual([done.nfm_reply.name, done.nfm_reply.response_json], ['flow', '{"flow_token":"tok"}'])
  await page.click('text=Take 1')
  assert.deepEqual((await answered(page, 5))['content'], {
    type: 'button_reply',
    button_reply: { id: 'take-1', title: 'Take 1' },
  })
  assertClean()
})
