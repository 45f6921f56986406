import assert from 'node:assert/strict'
import { test } from 'vitest'
import { createMentions, scrubPayload, withoutPerson } from './scrub-payload.ts'

const mentions = createMentions(['15550001', 'IN.1'])
const payload = (...values: object[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '9', changes: values.map((value) => ({ field: 'messages', value })) }],
})
const metadata = { phone_number_id: '7' }
const message = (from: string) => ({ from, id: `wamid.${from}`, type: 'text', text: { body: 'hi' } })
const scrub = (value: object, ours = true) =>
  scrubPayload(value, (change) => (ours ? withoutPerson(change.value, mentions) : change.value))

test('messages, contacts and statuses of the person go, those of others stay', () => {
  const both = {
    metadata,
    contacts: [{ wa_id: '15550001' }, { wa_id: '15550002' }],
    messages: [message('15550001'), message('15550002')],
  }
  const other = { metadata, contacts: [{ wa_id: '15550002' }], messages: [message('15550002')] }
  assert.deepEqual(scrub(payload(both)), payload(other))
  const statuses = { metadata, statuses: [{ recipient_id: '15550001' }] }
  assert.deepEqual(scrub(payload(both, statuses)), payload(other))
})

test('of a payload about the person alone nothing is left', () => {
  const alone = { metadata, contacts: [{ wa_id: '1' }, { user_id: 'IN.1' }], messages: [message('15550001')] }
  assert.equal(scrub(payload(alone)), null)
  assert.equal(scrub(payload({ metadata, user: '15550001' })), null)
})

test('of a history the thread of the person goes', () => {
  const history = (...ids: string[]) => ({ metadata, history: [{ threads: ids.map((id) => ({ id, messages: [] })) }] })
  assert.deepEqual(scrub(payload(history('15550001', '15550002'))), payload(history('15550002')))
  assert.equal(scrub(payload(history('15550001'))), null)
})

test('what only contains the digits, and what is for others, stays as it is', () => {
  const talk = payload({ metadata, messages: [{ ...message('15550002'), text: { body: 'call 15550001 now' } }] })
  assert.equal(scrub(talk), talk)
  const foreign = payload({ metadata, messages: [message('15550001')] })
  assert.equal(scrub(foreign, false), foreign)
})
