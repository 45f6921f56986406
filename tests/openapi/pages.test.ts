import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../support/gateway.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

const get = (path: string) => fetch(`${gateway.url}${path}`)
const paths = [
  '/docs',
  '/docs/start.js',
  '/developers',
  '/setup',
  '/accept-invitation',
  '/reset-password',
  '/pages/setup.js',
  '/pages/form.js',
  '/pages/native-call.js',
  '/pages/accept-invitation.js',
  '/pages/reset-password.js',
  '/pages/icon.svg',
  '/pages.css',
  '/llms.txt',
]

test('pages ask nothing of anybody else: their policy forbids it, and they name no other host to load from', async () => {
  for (const path of paths) {
    const reply = await get(path)
    const policy = reply.headers.get('content-security-policy') ?? ''
    assert.equal(reply.status, 200, path)
    assert.match(policy, /^default-src 'none'; script-src 'self'; /)
    assert.match(policy, /connect-src 'self'; font-src 'self'/)
    assert.ok(!/https?:|\*|unsafe-eval/.test(policy), policy)
    const loaded = [...(await reply.text()).matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, url]) => url)
    for (const url of loaded) assert.match(url ?? '', /^\/(?!\/)/, `${path} names ${url}`)
  }
})

test('what the pages load is there', async () => {
  const html = await Promise.all(
    ['/docs', '/developers', '/setup', '/accept-invitation', '/reset-password'].map(async (path) =>
      (await get(path)).text(),
    ),
  )
  const urls = new Set(
    html.flatMap((text) => [...text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, url]) => url ?? '')),
  )
  for (const url of urls) assert.equal((await get(url)).status, 200, url)
})

test('the explorer is told to keep to itself, and finds every document', async () => {
  const start = await (await get('/docs/start.js')).text()
  for (const setting of ["proxyUrl: ''", 'telemetry: false', 'withDefaultFonts: false', 'agent: { disabled: true }'])
    assert.ok(start.includes(setting), setting)
  const { surfaces } = (await (await get('/openapi/index.json')).json()) as { surfaces: { url: string }[] }
  for (const { url } of surfaces) assert.equal((await get(url)).status, 200, url)
  assert.equal((await get('/openapi/nobody.json')).status, 404)
  const atRoot = (await (await get('/openapi.json')).json()) as { info: { title: string } }
  assert.equal(atRoot.info.title, 'WhatsAPI')
})

test('texts speak of this host', async () => {
  for (const path of ['/llms.txt', '/developers']) {
    const text = await (await get(path)).text()
    assert.ok(!text.includes('{{') || path === '/developers', path)
    assert.ok(text.includes(`${gateway.url}/openapi.json`), path)
  }
})
