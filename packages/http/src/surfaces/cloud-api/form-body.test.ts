import assert from 'node:assert/strict'
import { test } from 'vitest'
import { toJsonText } from './form-body.ts'

const read = (form: string) => JSON.parse(toJsonText(form) ?? 'null')

test.each([
  ['messaging_product=whatsapp&to=%2B14155552671', { messaging_product: 'whatsapp', to: '+14155552671' }],
  ['to=14155552671', { to: '14155552671' }],
  [`text=${encodeURIComponent('{"body":"a & b = ç"}')}`, { text: { body: 'a & b = ç' } }],
  ['websites=["https://a.example"]', { websites: ['https://a.example'] }],
  [
    'message_send_ttl_seconds=600&allow_category_change=true',
    { message_send_ttl_seconds: 600, allow_category_change: true },
  ],
  ['about=[1]&name=true', { about: '[1]', name: 'true' }],
  ['text={broken', { text: '{broken' }],
  ['category=one+two&category=three', { category: 'three' }],
  ['id=12345678901234567890', { id: '12345678901234567890' }],
  ['a&=b&', { a: '', '': 'b' }],
])('%s', (form, body) => assert.deepEqual(read(form), body))

test.each(['text=%', 'text=%ff', '%c3=x'])('%s is no form of valid UTF-8', (form) =>
  assert.equal(toJsonText(form), null),
)
