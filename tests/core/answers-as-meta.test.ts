import assert from 'node:assert/strict'
import type { GraphErrorBody } from '@dawk/cloud-api/error-policy.ts'
import { checkContent } from '@dawk/core/messaging/messages/send/check-content.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { checkMessage } from '@dawk/http/surfaces/cloud-api/check-message.ts'
import { renderError, toSendRefusal } from '@dawk/http/surfaces/cloud-api/errors.ts'
import { GraphError } from '@dawk/simulator/graph-error.ts'
import { checkSend } from '@dawk/simulator/validate/send.ts'
import { test } from 'vitest'

const envelope = { messaging_product: 'whatsapp', to: '+14155552671' }
const image = { type: 'image', image: { link: 'https://example.com/a.jpg' } }
const interactive = (more: object) => ({ type: 'interactive', interactive: { body: { text: 'a' }, ...more } })
const headerValue = (parameter: object) => ({
  type: 'template',
  template: { name: 'a', language: { code: 'en' }, components: [{ type: 'header', parameters: [parameter] }] },
})

function here(body: object): GraphErrorBody | null {
  try {
    const { type, content } = checkMessage({ ...envelope, ...body })
    const details = checkContent({ type, content: { type, [type]: content } })
    if (details.length === 0) return null
    throw toSendRefusal(new GatewayError('invalid_request', 'Validation failed.', { details }))
  } catch (error) {
    assert.ok(error instanceof GatewayError, String(error))
    return (renderError(error).body as { error: GraphErrorBody }).error
  }
}

function there(body: object): GraphErrorBody | null {
  try {
    checkSend({ ...envelope, ...body }, '15550001111')
    return null
  } catch (error) {
    assert.ok(error instanceof GraphError, String(error))
    return error.body.error as unknown as GraphErrorBody
  }
}

/** The tables of the two are independent of each other. */
test.each<[object, number | null]>([
  [{ messaging_product: undefined, type: 'text', text: { body: 'a' } }, 100],
  [{ type: 'poem' }, 100],
  [{ type: 'text', text: { body: 'a', previewUrl: true } }, 100],
  [{ type: 'document', document: { id: '1', fileName: 'a' } }, 100],
  [{ type: 'sticker', sticker: { id: '1', caption: 'a' } }, 100],
  [{ type: 'image', image: { id: 'abc' } }, 100],
  [{ type: 'image', image: { link: 'ftp://example.com/a' } }, 100],
  [interactive({ type: 'cta_url', header: { type: 'image', image: { id: 'x' } }, action: {} }), 100],
  [interactive({ type: 'location_request_message', action: { name: 'send_location', title: 'a' } }), 100],
  [headerValue({ type: 'image', image: { id: '1' } }), null],
  [{ ...headerValue(image), recipient_type: null }, null],
  [{ type: 'text' }, 131008],
  [{ type: 'text', text: {} }, 131008],
  [interactive({ type: 'button' }), 131008],
  [interactive({ type: 'button', action: { buttons: [] } }), 131009],
  [{ type: 'text', text: { body: 'x'.repeat(4097) } }, 131009],
  [{ type: 'location', location: { latitude: 91, longitude: 0 } }, 131009],
])('gateway and simulator answer alike to %j', (body, code) => {
  const [ours, theirs] = [here(body), there(body)]
  assert.deepEqual([ours?.code ?? null, theirs?.code ?? null], [code, code])
  assert.equal(ours?.message, theirs?.message)
})
