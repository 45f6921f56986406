import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FastifyRequest } from 'fastify'
import { test } from 'vitest'
import { guardParts, maxParts } from './guard-parts.ts'

async function through(type: string, chunks: readonly string[]): Promise<string> {
  const raw = Object.assign(new PassThrough(), { headers: { 'content-type': type } })
  const passed = buffer(guardParts({ raw } as unknown as FastifyRequest))
  for (const chunk of chunks) raw.write(chunk)
  raw.end()
  return String(await passed)
}

const plain = 'multipart/form-data; boundary=a'
const cut = (text: string, size: number) => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []

test('a form of as many parts as are allowed passes whole, however it is cut', async () => {
  const form = `--a\r\n${'\r\n--a'.repeat(maxParts)}--\r\n`
  for (const size of [1, 2, 3, 5, 7, 1000]) assert.equal(await through(plain, cut(form, size)), form)
})

test('of more parts the parser sees one too many, and nothing after it', async () => {
  const form = `--a\r\n${'x\r\n--a'.repeat(100_000)}`
  for (const size of [1000, 65_536]) {
    const passed = await through(plain, cut(form, size))
    assert.equal(passed.split('--a').length - 1, maxParts + 4)
  }
})

test('a text that looks like a delimiter within a line is none', async () => {
  const form = `--a\r\n${'x--a'.repeat(100)}\r\n--a--`
  assert.equal(await through('multipart/form-data; charset=utf-8; boundary="a"', [form]), form)
})

test('a content type that readers could understand in two ways is refused', async () => {
  const types = [
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=a; boundary=b',
    "multipart/form-data; boundary*=utf-8''a",
    'multipart/form-data; boundary="a\\"b"',
    'multipart/form-data; boundary="a" b',
    'multipart/form-data; x; boundary=a',
    `multipart/form-data; boundary=${'a'.repeat(300)}`,
  ]
  for (const type of types) await assert.rejects(through(type, []), { code: 'invalid_request' }, type)
  for (const type of ['multipart/form-data;boundary=----=_Part_1_2.3', 'Multipart/Form-Data; Boundary="a b";'])
    assert.equal(await through(type, ['']), '')
})
