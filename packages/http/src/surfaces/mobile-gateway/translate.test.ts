import assert from 'node:assert/strict'
import type { Message } from '@dawk/core/messaging/messages/message.ts'
import { test } from 'vitest'
import { withBlanks, withoutBlanks } from './content.ts'
import mo from './fixtures/get-mo.json' with { type: 'json' }
import mt from './fixtures/get-mt.json' with { type: 'json' }
import { toMessageReply } from './translate.ts'

const stored: Message = {
  id: mt.id,
  accountId: 'a',
  numberId: 'n',
  direction: 'out',
  peer: '64123456789',
  peerUserId: null,
  type: 'text',
  content: {},
  state: 'sent',
  dryRun: false,
  batchId: null,
  wamid: null,
  metadata: null,
  pricing: null,
  error: null,
  timeline: [],
  scheduledAt: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failedAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
}
const shown = (reply: { content: string }) => ({ ...reply, content: JSON.parse(reply.content) as unknown })

test("a sent template reads as the seed's MT", () => {
  const { template } = JSON.parse(mt.content) as { template: Record<string, unknown> }
  const content = { type: 'template', template: withoutBlanks('template', template) }
  assert.doesNotMatch(JSON.stringify(content), /""/)
  const message = { ...stored, type: 'template', content, metadata: { reference: mt.reference } }
  assert.deepEqual(shown(toMessageReply(message, mt.source)), shown(mt))
})

test("a person's text reads as the seed's MO", () => {
  const { errors, order, reaction, ...received } = JSON.parse(mo.content) as Record<string, unknown>
  assert.deepEqual([errors, order, reaction], [null, null, null])
  const content = { ...received, from: '64123456789', text: { body: 'This is an automated reply from the mock API' } }
  const message: Message = { ...stored, id: mo.id, direction: 'in', content }
  assert.deepEqual(shown(toMessageReply(message, mo.destination)), shown(mo))
})

test('blanks come and go without a trace, whatever stands where an object should', () => {
  for (const odd of [null, 7, [], { components: 'x', language: [] }, { components: [null, { parameters: [1, null] }] }])
    assert.deepEqual(withoutBlanks('template', withBlanks('template', odd)), odd)
  const text = { type: 'text', text: '' }
  const kept = { components: [{ type: 'body', parameters: [text] }] }
  assert.deepEqual(withoutBlanks('template', kept), kept, 'an empty text is for Meta to refuse')
})
