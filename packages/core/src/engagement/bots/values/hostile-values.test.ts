import assert from 'node:assert/strict'
import { test } from 'vitest'
import { holds } from './condition.ts'
import { readNumber } from './operators.ts'
import { matchesPattern, problemOfPattern } from './pattern.ts'
import { problemOfTemplate, renderTemplate } from './template.ts'
import { isNear, normalizeText, readYesNo } from './words.ts'

test('nothing of JavaScript can be reached from a template', () => {
  const values = { contact: { name: 'Asha' }, list: [1, 2] }
  for (const text of [
    '{{ contact.constructor }}',
    '{{ contact.__proto__ }}',
    '{{ list.constructor.constructor }}',
    '{{ contact.toString }}',
  ])
    assert.equal(renderTemplate(text, values), '')
  for (const text of [
    '{% include "x" %}',
    '{% render "x" %}',
    '{% layout "x" %}',
    '{{ a | nope }}',
    '{% liquid x %}',
    '{{ list | where_exp: "x", "x" }}',
  ])
    assert.notEqual(problemOfTemplate(text), null, text)
})

test('no template, pattern or condition holds the event loop', () => {
  const loops = [
    '{% for a in (1..100000000) %}x{% endfor %}',
    '{% for a in (1..1000) %}{% for b in (1..1000) %}{% for c in (1..1000) %}{% endfor %}{% endfor %}{% endfor %}',
    '{% assign a = "xxxxxxxxxx" %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
    '{% for i in (1..300) %}{{ s | replace: "a", s | size }}{% endfor %}',
  ]
  for (const text of loops) {
    const from = performance.now()
    assert.throws(() => renderTemplate(text, { s: 'a'.repeat(4000) }))
    assert.ok(performance.now() - from < 250, text)
  }
  const from = performance.now()
  assert.equal(matchesPattern('(a+)+$', `${'a'.repeat(4000)}b`), false)
  assert.ok(performance.now() - from < 500)
  assert.notEqual(problemOfPattern('(?=a)'), null)
  assert.notEqual(problemOfPattern('(a)\\1'), null)
})

test('conditions read own members of plain JSON alone', () => {
  const values = { session: { x: 'Pune', n: '१२', list: ['vip'] } }
  assert.equal(holds({ value: 'session.constructor', op: 'is_set' }, values), false)
  assert.equal(holds({ value: 'session.x', op: 'equals', to: 'PUNE!' }, values), true)
  assert.equal(holds({ value: 'session.n', op: 'between', to: [10, 12] }, values), true)
  assert.equal(holds({ value: 'session.list', op: 'contains', to: 'VIP' }, values), true)
  assert.equal(holds({ not: { value: 'session.none', op: 'is_set' } }, values), true)
  assert.equal(holds({ value: 'session.x', op: 'matches', to: '^p.ne$' }, values), true)
})

test('words and numbers as people write them', () => {
  assert.equal(normalizeText('  ＨＥＬＬＯ, wörld! 👋 ١٢'), 'hello world 12')
  assert.equal(isNear('track', 'trck'), true)
  assert.equal(isNear('track', 'truck'), true)
  assert.equal(isNear('track', 'trick it'), false)
  assert.deepEqual(['1,20,000', '१२.५', '-3', 'twelve', '1e5'].map(readNumber), [120_000, 12.5, -3, null, null])
  assert.deepEqual(['Haan', 'हाँ', 'Não', 'maybe'].map(readYesNo), [true, true, false, null])
})
