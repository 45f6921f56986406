import assert from 'node:assert/strict'
import { test } from 'vitest'
import type { AttributeType } from './attribute.ts'
import { parseValue, showValue } from './attribute-types.ts'

const options = [
  { key: 'gold', label: 'Gold customer' },
  { key: 'silver', label: 'Silber' },
]
const parse = (type: AttributeType, value: unknown) => parseValue({ type, options }, value)

/** Given, stored, shown. */
const good: [AttributeType, unknown, unknown, unknown?][] = [
  ['text', 'Pune\n', 'Pune\n'],
  ['text', 'e\u0301', 'é'],
  ['number', '0012.50', '12.5'],
  ['number', -7, '-7'],
  ['boolean', false, false],
  ['date', '2024-02-29', '2024-02-29'],
  ['datetime', '2026-03-14T09:00:00+05:30', '2026-03-14T03:30:00.000Z'],
  ['select', 'gold customer', 'gold'],
  ['multi_select', ['Silber', 'gold', 'gold'], ['gold', 'silver']],
  ['phone', '+91 99001-12233', '+919900112233'],
  ['email', 'Asha@Example.COM', 'Asha@example.com'],
  ['url', 'https://example.com', 'https://example.com/'],
  ['country', 'in', 'IN'],
  ['language', 'en_gb', 'en-GB'],
  ['timezone', 'Asia/Kolkata', 'Asia/Kolkata'],
  ['money', '999.00 INR', { micros: '999000000', currency: 'INR' }, '999.00 INR'],
  ['money', '-0.123 EUR', { micros: '-123000', currency: 'EUR' }, '-0.123 EUR'],
  ['json', { lines: [1] }, { lines: [1] }],
]

test.each(good)('%s takes %j', (type, given, stored, shown = stored) => {
  const parsed = parse(type, given)
  assert.ok('value' in parsed, JSON.stringify(parsed))
  assert.deepEqual([parsed.value, showValue(type, parsed.value)], [stored, shown])
  const again = parse(type, showValue(type, parsed.value))
  assert.deepEqual(again, parsed, 'what is shown can be written again')
})

const bad: [AttributeType, unknown][] = [
  ['text', 7],
  ['text', 'a\u0007'],
  ['text', 'x'.repeat(1001)],
  ['number', '9.19E+11'],
  ['number', '1,234'],
  ['number', 1e30],
  ['number', '1234567890123456789'],
  ['number', true],
  ['boolean', 'true'],
  ['boolean', 1],
  ['date', '03/04/26'],
  ['date', '2025-02-29'],
  ['datetime', '2026-03-14T09:00:00'],
  ['datetime', '2026-02-30T09:00:00Z'],
  ['select', 'bronze'],
  ['multi_select', 'gold'],
  ['multi_select', ['bronze']],
  ['phone', '12'],
  ['email', 'a@b'],
  ['url', 'javascript:alert(1)'],
  ['country', 'XX'],
  ['language', '!'],
  ['timezone', 'Mars/Olympus'],
  ['money', '999.00'],
  ['money', '1,000.00 INR'],
  ['money', '5 QQQ'],
  ['json', [1]],
  ['json', { text: 'x'.repeat(5000) }],
]

test.each(bad)('%s refuses %j', (type, given) => {
  const parsed = parse(type, given)
  assert.ok('problem' in parsed && parsed.problem.startsWith('must'), JSON.stringify(parsed))
})
