import assert from 'node:assert/strict'
import { test } from 'vitest'
import {
  connect,
  type Document,
  newNodeId,
  nodesOf,
  placeOf,
  putNode,
  putPlace,
  removeNode,
  renameNode,
  startOf,
} from './flow-document.ts'

const document: Document = {
  spec: 'dawk.flow/1',
  start: 'ask',
  nodes: {
    ask: { kind: 'ask', data: { text: 'City?', answer: 'text' }, exits: { ok: 'thanks', timeout: 'ask' } },
    thanks: { kind: 'send_text', data: { text: 'Thanks' }, exits: { ok: null } },
  },
  escapes: [{ words: ['menu'], does: 'node:ask' }],
  translations: { hi: { ask: { text: 'शहर?' } } },
  tests: { usual: '> hi' },
}

test('a node that gets another name is followed by everything that names it', () => {
  const renamed = renameNode(putPlace(document, 'ask', { x: 5.4, y: 9 }), 'ask', 'city')
  assert.equal(startOf(renamed), 'city')
  assert.deepEqual(nodesOf(renamed).get('city')?.exits, { ok: 'thanks', timeout: 'city' })
  assert.deepEqual(renamed['escapes'], [{ words: ['menu'], does: 'node:city' }])
  assert.deepEqual(renamed['translations'], { hi: { city: { text: 'शहर?' } } })
  assert.deepEqual([placeOf(renamed, 'city'), placeOf(renamed, 'ask')], [{ x: 5, y: 9 }, null])
  assert.deepEqual(renamed['tests'], document['tests'])
})

test('what led to a node that is removed leads nowhere, and the end of a flow stays its end', () => {
  const left = removeNode(document, 'thanks')
  assert.deepEqual(nodesOf(left).get('ask')?.exits, { timeout: 'ask' })
  assert.deepEqual(nodesOf(removeNode(document, 'ask')).get('thanks')?.exits, { ok: null })
})

test('the first node of an empty flow is its start, and each new one has an id of its own', () => {
  const node = { kind: 'send_text', data: {}, exits: {} }
  const one = putNode({ spec: 'dawk.flow/1' }, 'text', node)
  assert.equal(startOf(one), 'text')
  assert.equal(newNodeId(one, 'send_text'), 'text-2')
  assert.equal(startOf(putNode(one, 'other', node)), 'text')
})

test('a way out leads somewhere, to the end, or nowhere', () => {
  const node = { kind: 'ask', data: {}, exits: { ok: 'a' } }
  assert.deepEqual(connect(node, 'ok', null).exits, { ok: null })
  assert.deepEqual(connect(node, 'ok', undefined).exits, {})
})

test('a draft that is anything at all is read without failing', () => {
  for (const odd of [{}, { nodes: 5 }, { nodes: { a: null, b: { exits: [1], data: 'x' } } }, { ui: [], start: {} }])
    assert.ok(nodesOf(odd as Document).size >= 0 && typeof startOf(odd as Document) === 'string')
})
