import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { browserPath, startBrowser, visit } from '../../support/browser.ts'
import { type DashboardWorld, startDashboard } from '../../support/dashboard.ts'
import { readJson } from '../../support/processes.ts'

let world: DashboardWorld
let browser: Browser

const tokenOfTrial = async () =>
  (await readJson<{ dashboardUrl: string }>(`${world.gateway.dataDir}/sandbox.json`)).dashboardUrl

describe.skipIf(!browserPath)('signing in', () => {
  beforeAll(async () => {
    world = await startDashboard()
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  test('programs get at / what the surfaces answer, a browser is led to the dashboard', async () => {
    const { url } = world.gateway
    const program = await fetch(`${url}/`)
    assert.deepEqual([program.status, ((await program.json()) as { success: boolean }).success], [404, false])
    const page = await fetch(`${url}/`, { headers: { accept: 'text/html' }, redirect: 'manual' })
    assert.deepEqual([page.status, page.headers.get('location')], [302, '/app/'])
  })

  test('files are kept for ever by their hash, and nothing may come from elsewhere', async () => {
    const { url } = world.gateway
    const page = await fetch(`${url}/app/inbox/anything`)
    const policy = page.headers.get('content-security-policy') ?? ''
    assert.match(policy, /^default-src 'self'/)
    assert.doesNotMatch(policy, /unsafe|https?:|\*/)
    assert.equal(page.headers.get('cache-control'), 'no-store')
    const [script = ''] = (await page.text()).match(/\/app\/assets\/[^"]+\.js/) ?? []
    const file = await fetch(url + script, { headers: { 'accept-encoding': 'br' } })
    assert.match(file.headers.get('cache-control') ?? '', /immutable/)
    assert.equal(file.headers.get('content-encoding'), 'br')
    for (const path of ['/app/assets/..%2f.sources', '/app/assets/gone.js'])
      assert.equal((await fetch(url + path)).status, 404, path)
  })

  test('a wrong password is said beside the form, and the right one leads to where one wanted to go', async () => {
    const { email, page: other } = await world.signIn(browser, 'agent')
    await other.context().close()
    const { page, assertClean } = await visit(browser, world.gateway.url)
    await page.goto(`${world.gateway.url}/app/inbox?view=unread`)
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: false }).first().fill('wrong horse battery staple')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Password', { exact: false }).first().fill('correct horse battery staple')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/app\/inbox\?view=unread$/)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in to Dawk' }).waitFor()
    assertClean()
  })

  test('nobody is led to another host after signing in', async () => {
    const { page } = await world.signIn(browser, 'viewer')
    await page.request.delete(`${world.gateway.url}/v1/session`, { headers: { 'sec-fetch-site': 'same-origin' } })
    for (const next of ['https://evil.example/', '//evil.example/app/', '/app/../\\evil.example']) {
      await page.goto(`${world.gateway.url}/app/sign-in?next=${encodeURIComponent(next)}`)
      await page.getByRole('heading', { name: 'Sign in to Dawk' }).waitFor()
      assert.equal(new URL(page.url()).origin, world.gateway.url)
    }
  })

  test.skipIf(process.env['TEST_DATABASE_URL'])(
    'the link that a trial prints signs in by itself, and no other does',
    async () => {
      const link = await tokenOfTrial()
      const { page, assertClean } = await visit(browser, world.gateway.url)
      await page.goto(`${world.gateway.url}/app/sign-in#trial=${'x'.repeat(43)}`)
      await page.getByText('This link is not the one that was printed.').waitFor()
      await page.goto('about:blank')
      await page.goto(link)
      await page.getByRole('navigation').waitFor()
      assert.doesNotMatch(page.url(), /trial/)
      const { body } = await world.gateway.call('GET', '/v1/audit-log?action=member.added')
      assert.equal(body.data.length, 1, 'the owner is made once, and that is recorded')
      assertClean()
    },
  )
})
