import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { codeOf, fillTarget, isRobot, linkPrefix, newTag, problemOfTarget, splitCode } from './link.ts'

const pepper = Buffer.alloc(32, 7)

test('a code follows from its person and the installation, and is told apart from all else', () => {
  const code = codeOf(pepper, ['campaign', 1, 'offer'])
  assert.match(code, /^[0-9A-Za-z]{10}$/)
  assert.equal(codeOf(pepper, ['campaign', 1, 'offer']), code)
  assert.notEqual(codeOf(pepper, ['campaign', 2, 'offer']), code)
  assert.notEqual(codeOf(Buffer.alloc(32, 8), ['campaign', 1, 'offer']), code)
  const tag = newTag()
  assert.deepEqual(splitCode(tag + code), { tag, code })
  for (const bad of ['', 'x', `${tag}${code}0`, `${tag}${code.slice(1)}/`]) assert.equal(splitCode(bad), null)
})

test('previews, scanners and requests without a body to show are no clicks', () => {
  const phone = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36'
  const click = { method: 'GET', userAgent: phone, purpose: undefined }
  assert.equal(isRobot(click), false)
  for (const robot of [
    { ...click, method: 'HEAD' },
    { ...click, userAgent: undefined },
    { ...click, purpose: 'prefetch' },
    { ...click, userAgent: 'facebookexternalhit/1.1' },
    { ...click, userAgent: 'WhatsApp/2.23.20.0' },
    { ...click, userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)' },
  ])
    assert.equal(isRobot(robot), true)
})

test('a target takes values in its path and parameters, and never in its host', () => {
  const values: Record<string, string> = { 'list.code': 'a&b=c', 'contact.name': '../evil' }
  const fill = (target: string, utm = {}) => fillTarget(target, (source) => values[source] ?? '', utm)
  expect(fill('https://shop.example/x?c={{list.code}}')).toBe('https://shop.example/x?c=a%26b%3Dc')
  expect(fill('https://shop.example/{{ contact.name }}/y')).toBe('https://shop.example/..%2Fevil/y')
  expect(fill('https://shop.example/?utm_source=own', { utm_source: 'dawk', utm_medium: 'whatsapp' })).toBe(
    'https://shop.example/?utm_source=own&utm_medium=whatsapp',
  )
  expect(problemOfTarget('https://shop.example/{{list.code}}', [])).toBeNull()
  expect(problemOfTarget('https://www.shop.example/', ['shop.example'])).toBeNull()
  for (const bad of [
    'https://{{list.host}}/',
    'https://a{{list.b}}.example/',
    'javascript:alert(1)',
    '//x',
    'ftp://x.example/',
    'https://me@x.example/',
  ])
    expect(problemOfTarget(bad, [])).toMatch(/must be an address/)
  expect(problemOfTarget('https://notshop.example/', ['shop.example'])).toMatch(/allowed domains/)
  expect(problemOfTarget('https://x.example/@{{list.code}}', [])).toBeNull()
})

test('links stand on the host of the account, or on that of the gateway', () => {
  assert.equal(linkPrefix('https://dawk.example/', { baseUrl: null }), 'https://dawk.example/l/')
  assert.equal(linkPrefix('https://dawk.example', { baseUrl: 'https://go.shop.example' }), 'https://go.shop.example/l/')
})
