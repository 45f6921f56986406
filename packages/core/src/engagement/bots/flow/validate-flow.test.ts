import assert from 'node:assert/strict'
import { test } from 'vitest'
import { checksumOf, emptySpec } from './flow-spec.ts'
import { kindNames, nodeCatalogue } from './nodes/node-catalogue.ts'
import { validateFlow } from './validate-flow.ts'

const text = (to: string | null) => ({ kind: 'send_text', data: { text: 'hi' }, exits: { ok: to } })
const document = (change: object) => ({ spec: 'dawk.flow/1', start: 'a', nodes: { a: text(null) }, ...change })
const problemsOf = (change: object) => validateFlow(document(change)).map(({ field, message }) => `${field} ${message}`)

test('a document with one node is a flow', () => {
  assert.deepEqual(validateFlow(document({})), [])
  assert.deepEqual(validateFlow(emptySpec), [])
})

test('problems name what is wrong and where', () => {
  const cases: [object, RegExp][] = [
    [{ spec: 'dawk.flow/2' }, /^spec must be dawk\.flow\/1/],
    [{ start: 'b' }, /^start must be the id of a node/],
    [{ nodes: {} }, /^nodes must have 1 to 500/],
    [{ nodes: { a: { kind: 'send_txt', data: {}, exits: {} } } }, /^nodes\.a\.kind must be a kind of node.*send_text/],
    [{ nodes: { a: text('b') } }, /^nodes\.a\.exits\.ok must be the id of a node/],
    [{ nodes: { a: { kind: 'send_text', data: { text: 'hi' }, exits: {} } } }, /^nodes\.a\.exits\.ok is required/],
    [{ nodes: { a: { ...text(null), exits: { ok: null, no: null } } } }, /^nodes\.a\.exits\.no is no exit/],
    [
      { nodes: { a: { kind: 'send_text', data: { text: '{{ a' }, exits: { ok: null } } } },
      /^nodes\.a\.data\.text is no template/,
    ],
    [{ nodes: { a: text('b'), b: text('a') } }, /leads back to itself without waiting: (a → b → a|b → a → b)/],
    [{ nodes: { a: text('a') } }, /^nodes\.a leads back to itself/],
    [{ nodes: { a: text(null), b: text(null) } }, /^nodes\.b is not reached/],
    [
      { nodes: { a: { kind: 'ask', data: { text: 'x', answer: 'text', pattern: '(?=a)' }, exits: { ok: null } } } },
      /pattern/,
    ],
    [
      {
        nodes: {
          a: {
            kind: 'condition',
            data: { if: { all: [{ value: 'session.x', op: 'eval' }] } },
            exits: { true: null, false: null },
          },
        },
      },
      /if all\.0\.op must be one of/,
    ],
    [{ triggers: [{ kind: 'keyword', words: [] }] }, /^triggers\.0\.words must have/],
    [{ extra: 1 }, /^extra is not a known member/],
    [{ escapes: [{ words: ['x'], does: 'node:zz' }] }, /^escapes\.0\.does must be/],
    [{ tests: { a: 5 } }, /^tests\.a must be a text/],
  ]
  for (const [change, wanted] of cases) {
    const found = problemsOf(change)
    assert.ok(
      found.some((one) => wanted.test(one)),
      `${wanted} in ${JSON.stringify(found)}`,
    )
  }
})

test('nothing that comes from outside holds the loop: huge, deep and cyclic documents', () => {
  const long = Object.fromEntries(
    Array.from({ length: 500 }, (_, at) => [`n${at}`, text(at === 499 ? 'n0' : `n${at + 1}`)]),
  )
  let deep: unknown = { value: 'session.x', op: 'is_set' }
  for (let level = 0; level < 200; level += 1) deep = { not: deep }
  const hostile = [
    document({ start: 'n0', nodes: long }),
    document({ nodes: { a: { kind: 'condition', data: { if: deep }, exits: { true: null, false: null } } } }),
    document({ nodes: { a: { kind: 'send_text', data: { text: 'x'.repeat(600_000) }, exits: { ok: null } } } }),
    document({
      nodes: {
        a: { kind: 'ask', data: { text: 'x', answer: 'text', pattern: `${'(a+)+'.repeat(60)}$` }, exits: { ok: null } },
      },
    }),
    document({ triggers: Array.from({ length: 5000 }, () => ({ kind: 'any_message' })) }),
    [],
    null,
    'text',
  ]
  for (const one of hostile) {
    const from = performance.now()
    validateFlow(one)
    assert.ok(performance.now() - from < 250, 'quick enough on a busy machine')
  }
})

test('moving a box makes no new version, another text does', () => {
  const one = document({}) as never
  assert.equal(checksumOf(one), checksumOf(document({ ui: { a: { x: 5 } }, tests: { t: '> hi' } }) as never))
  assert.notEqual(checksumOf(one), checksumOf(document({ start: 'b' }) as never))
})

test('each kind of node says what it does and has its exits named once', () => {
  for (const name of kindNames) assert.match(nodeCatalogue[name].title, /^[A-Z]/)
})
