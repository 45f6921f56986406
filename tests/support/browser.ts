import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

/** A Chromium of this machine; `CHROMIUM_PATH` names another. Without one, tests in a browser are skipped. */
export const browserPath = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path && existsSync(path))

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath ?? 'chromium', args: ['--no-sandbox'] }) // root in a container has none

export interface Visit {
  page: Page
  /** Fails when the page asked anything of another host, or wrote a complaint to the console. */
  assertClean(): void
}

/** A browser of its own, with no cookie. Answers of 4xx are no complaint: the page has words for them. */
export async function visit(browser: Browser, origin: string): Promise<Visit> {
  const page = await (await browser.newContext()).newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) complaints.push(`asked ${request.url()}`)
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text())
  })
  return { page, assertClean: () => assert.deepEqual(complaints, []) }
}
