import assert from 'node:assert/strict'
import { test } from 'vitest'
import { GatewayError } from '#platform/errors.ts'
import { priorities } from '../message.ts'
import type { Batch } from './accept-batch.ts'
import type { SendCommand } from './send-command.ts'
import { createSendMessage } from './send-message.ts'
import { plainSend, type SendCheck, type SendRequest } from './send-request.ts'

function request(change: Partial<SendRequest> = {}): SendRequest {
  return {
    accountId: 'account',
    number: { id: 'number', laneId: '7', phoneNumberId: '1', sandbox: true, wabaId: null },
    to: { phone: '14155552671', userId: null },
    type: 'text',
    content: { type: 'text', text: { body: 'hi' } },
    ...plainSend,
    idempotency: null,
    ...change,
  }
}

function sending(...checks: SendCheck[]) {
  const accepted: SendCommand[] = []
  const batches: Batch[] = []
  const answer = { id: 'id', state: 'queued' as const, scheduledFor: null, replayed: false }
  const messages = createSendMessage({
    acceptor: {
      accept: async (command) => {
        accepted.push(command)
        return answer
      },
    },
    batches: {
      acceptBatch: async (batch) => {
        batches.push(batch)
        return { batchId: 'batch', queued: batch.commands.length, refused: batch.refused, replayed: false }
      },
    },
    checks,
  })
  return { ...messages, accepted, batches }
}

const template = { name: 'a', language: { code: 'en' } }

const laterOn = <Value>(value: Value) => new Promise<Value>((resolve) => setImmediate(resolve, value))

test('a request becomes a command of its number, with the priority of its type', async () => {
  const { send, accepted } = sending()
  await send(request())
  await send(request({ type: 'template', content: { type: 'template', template } }))
  const [text, other] = accepted
  assert.deepEqual([text?.numberId, text?.laneId, text?.priority], ['number', '7', priorities.reply])
  assert.equal(other?.priority, priorities.utility)
  assert.equal('number' in (text ?? {}), false)
})

test('checks run in order, each sees what the one before learned, and late ones are waited for', async () => {
  const seen: unknown[] = []
  const { send, accepted } = sending(
    () => undefined,
    () => laterOn({ content: { type: 'text', text: { body: 'changed' } } }),
    ({ content }) => void seen.push(content['text']) as undefined,
    () => ({ priority: priorities.authentication }),
  )
  await send(request())
  assert.deepEqual(seen, [{ body: 'changed' }])
  assert.deepEqual([accepted[0]?.content['text'], accepted[0]?.priority], [{ body: 'changed' }, 0])
})

test('checks that have nothing to wait for leave no gap before the accept', () => {
  const { send, accepted } = sending(
    () => undefined,
    () => ({ priority: priorities.bulk }),
  )
  void send(request())
  assert.equal(accepted.length, 1)
})

test("the caller's priority stays", async () => {
  const { send, accepted } = sending(() => ({ priority: priorities.authentication }))
  await send(request({ priority: priorities.bulk }))
  assert.equal(accepted[0]?.priority, priorities.bulk)
})

test.each([[() => undefined], [() => laterOn(undefined)]])('a refusal stops what follows it (%#)', async (first) => {
  const { send, accepted } = sending(first, () => {
    throw new GatewayError('window_closed', 'closed')
  })
  await assert.rejects(send(request()), { code: 'window_closed' })
  assert.deepEqual(accepted, [])
})

const withType = (type: string) =>
  request({ type, content: { type, [type]: type === 'text' ? { body: 'hi' } : { id: '1' } } })

test('in a batch each is refused by itself, in the order of the request', async () => {
  const { sendBatch, batches } = sending(({ type }) => {
    if (type === 'sticker') throw new GatewayError('media_refused', 'no', { details: [{ field: 'a', message: 'b' }] })
    return undefined
  })
  const before = { index: 1, code: 'invalid_request' as const, error: 'early', details: [] }
  const answer = await sendBatch({
    accountId: 'account',
    items: ['text', 'sticker', 'image'].map((type, at) => ({ index: at * 2 + 2, request: withType(type) })),
    refused: [before],
    idempotency: null,
  })
  assert.deepEqual(answer.refused, [
    before,
    { index: 4, code: 'media_refused', error: 'no', details: [{ field: 'a', message: 'b' }] },
  ])
  assert.deepEqual(
    batches[0]?.commands.map(({ type }) => type),
    ['text', 'image'],
  )
})

test('the items of a batch are asked about together, 250 at a time', async () => {
  let asked = 0
  const waiting: (() => void)[] = []
  const most: number[] = []
  const { sendBatch, batches } = sending(() => {
    asked += 1
    return new Promise<undefined>((resolve) => {
      waiting.push(() => resolve(undefined))
      if (asked !== 250 && asked !== 251) return
      most.push(waiting.length)
      for (const end of waiting.splice(0)) end()
    })
  })
  const items = Array.from({ length: 251 }, (_, index) => ({ index, request: request() }))
  await sendBatch({ accountId: 'account', items, refused: [], idempotency: null })
  assert.deepEqual(most, [250, 1])
  assert.equal(batches[0]?.commands.length, 251)
})

test('what is no fault of the item fails the batch', async () => {
  const { sendBatch, batches } = sending(() => {
    throw new GatewayError('database_unavailable', 'away')
  })
  const items = [{ index: 0, request: request() }]
  await assert.rejects(sendBatch({ accountId: 'account', items, refused: [], idempotency: null }), {
    code: 'database_unavailable',
  })
  assert.deepEqual(batches, [])
})

test('the content is checked before anything else', async () => {
  const { send, accepted } = sending(() => {
    throw new GatewayError('internal', 'must not be reached')
  })
  await assert.rejects(send(request({ content: { type: 'text', text: { body: '' } } })), {
    code: 'invalid_request',
    details: [{ field: 'text.body', message: 'is required', rule: 'required' }],
  })
  assert.deepEqual(accepted, [])
})
