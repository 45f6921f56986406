import assert from 'node:assert/strict'
import { test } from 'vitest'
import { costOf } from './request-cost.ts'

const cost = (headers: Record<string, string>, config: object = {}) =>
  costOf({ headers, routeOptions: { config } } as Parameters<typeof costOf>[0])
const json = (bytes: number) => ({ 'content-type': 'application/json', 'content-length': String(bytes) })

test.each([
  ['without a body', {}, 1],
  ['with a small one', json(2000), 1],
  ['of 256 KiB', json(256 * 1024), 1],
  ['a byte more', json(256 * 1024 + 1), 2],
  ['of a megabyte', json(1024 * 1024), 4],
  ['that does not say how long it is', { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }, 5],
  ['a file, which is streamed', { 'content-type': 'multipart/form-data; boundary=a', 'content-length': '90000000' }, 1],
  ['with nonsense for a length', { ...json(1), 'content-length': 'x' }, 1],
])('a request %s costs as it should', (_, headers, expected) => {
  assert.equal(cost(headers as Record<string, string>), expected)
})

test('what an operation says counts beside its body', () => {
  assert.equal(cost(json(600 * 1024), { cost: 10 }), 12)
})
