import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { seriousFindings } from '../../support/accessibility.ts'
import { browserPath, startBrowser } from '../../support/browser.ts'
import { type DashboardWorld, startDashboard } from '../../support/dashboard.ts'

let world: DashboardWorld
let browser: Browser
let routes: string[]

describe.skipIf(!browserPath)('for everybody', () => {
  beforeAll(async () => {
    world = await startDashboard()
    browser = await startBrowser()
    const id = await world.hears('919900188801', 'Asha Rao', {
      type: 'text',
      text: { body: 'Is the *blue* one there?' },
    })
    await world.gateway.call('POST', '/v1/templates/sync', {})
    await world.gateway.call('POST', '/v1/webhook-endpoints', { url: 'http://127.0.0.1:9/', eventTypes: ['*'] })
    const filter = {
      all: [
        { field: 'name', op: 'exists' },
        { field: 'tags', op: 'has_any', value: ['vip'] },
      ],
    }
    const segment = await world.gateway.call('POST', '/v1/segments', { name: 'Named', filter })
    const flow = await world.gateway.call('POST', '/v1/flows', { name: 'Hello' })
    const first = async (path: string) => (await world.gateway.call('GET', path)).body.data[0].id
    routes = [
      ...['/', '/inbox', `/inbox/${id}`, '/contacts', `/contacts/${await first('/v1/contacts')}`, '/templates'],
      ...[
        '/segments',
        '/segments/new',
        `/segments/${segment.body.id}`,
        '/consent',
        '/consent?tab=suppressions',
        '/consent?tab=topics',
      ],
      ...['/templates/new', `/templates/${await first('/v1/templates')}`, '/numbers'],
      ...[
        `/numbers/${await first('/v1/numbers')}`,
        '/developers',
        '/developers?tab=webhooks',
        '/developers?tab=events',
      ],
      ...[
        '/developers?tab=audit',
        `/developers/webhooks/${await first('/v1/webhook-endpoints')}`,
        '/drips',
        '/integrations',
        '/drips/new',
        '/bots',
        `/bots/${flow.body.id}`,
        `/bots/${flow.body.id}?tab=sessions`,
        '/analytics',
        '/wallet',
        '/team',
        '/settings',
      ],
    ]
  })
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  test('nothing serious stands against any page, in light and in dark colours', async () => {
    const { page, open } = await world.signIn(browser, 'owner')
    const found: string[] = []
    for (const path of routes) {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await open(path)
      await page.getByRole('main').waitFor()
      await page.waitForTimeout(400)
      for (const finding of await seriousFindings(page)) found.push(`${path} light ${finding}`)
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
      await page.locator('html[data-mantine-color-scheme=dark]').waitFor()
      for (const finding of await seriousFindings(page)) found.push(`${path} dark ${finding}`)
    }
    assert.deepEqual(found, [])
  })

  test('every language is whole, and Arabic runs from right to left', async () => {
    const { page, open, assertClean } = await world.signIn(browser, 'owner', { width: 375, height: 700 })
    const inbox = { es: 'Bandeja', 'pt-BR': 'Caixa de entrada', hi: 'इनबॉक्स', ar: 'الوارد' }
    for (const [language, word] of Object.entries(inbox)) {
      await page.addInitScript(`localStorage.setItem('dawk.language', '${language}')`)
      for (const path of ['/inbox', '/settings']) {
        await open(path)
        await page.getByRole('link', { name: word }).waitFor()
        assert.equal(await page.evaluate('document.documentElement.lang'), language)
        assert.equal(await page.evaluate('document.documentElement.dir'), language === 'ar' ? 'rtl' : 'ltr')
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 375, `${language} ${path}`)
      }
    }
    assert.deepEqual(await seriousFindings(page), [])
    assertClean()
  })

  test('a conversation is found, answered and closed by keyboard alone', async () => {
    await world.hears('919900188802', 'Keyboard', { type: 'text', text: { body: 'Hello?' } })
    const { page, open } = await world.signIn(browser, 'agent')
    await open('/inbox')
    await page.getByRole('link', { name: /Keyboard/ }).waitFor()
    await page.keyboard.press('j')
    await page.getByRole('log').waitFor()
    await page.keyboard.press('r')
    await page.keyboard.type('By keyboard')
    await page.keyboard.press('Enter')
    await page.getByRole('log').getByText('By keyboard').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('e')
    await page.getByText('The conversation is closed').waitFor()
  })
})
