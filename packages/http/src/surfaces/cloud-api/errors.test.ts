import assert from 'node:assert/strict'
import type { GraphErrorBody } from '@dawk/cloud-api/error-policy.ts'
import { checkContent } from '@dawk/core/messaging/messages/send/check-content.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { test } from 'vitest'
import { checkMessage } from './check-message.ts'
import { renderError, toSendRefusal } from './errors.ts'

const envelope = { messaging_product: 'whatsapp', to: '14155552671' }

/** What `POST /{phone number id}/messages` answers to a body that is refused before it is queued; null: it is taken. */
function answerTo(body: object): { code: number; message: string; details: string } | null {
  try {
    const { type, content } = checkMessage({ ...envelope, ...body })
    const details = checkContent({ type, content: { type, [type]: content } })
    if (details.length === 0) return null
    throw toSendRefusal(new GatewayError('invalid_request', 'Validation failed.', { details }))
  } catch (error) {
    assert.ok(error instanceof GatewayError)
    const { status, body: rendered } = renderError(error)
    const { code, message, error_data } = (rendered as { error: GraphErrorBody }).error
    assert.equal(status, 400)
    return { code, message, details: error_data?.details ?? '' }
  }
}

const component = (parameter: object) => ({
  type: 'template',
  template: { name: 'a', language: { code: 'en' }, components: [{ type: 'header', parameters: [parameter] }] },
})

/** Answers of Meta's that its users have published; clients look for these words. */
test.each([
  [
    { type: 'template', template: { name: 'a', language: { code: 'en', policystring: 'deterministic' } } },
    `(#100) Unexpected key "policystring" on param "template['language']".`,
  ],
  [{ type: 'document', document: { id: '1', fileName: 'a' } }, '(#100) Unexpected key "fileName" on param "document".'],
  [
    component({ type: 'image', image: { id: 'abc' } }),
    `(#100) Param template['components'][0]['parameters'][0]['image']['id'] is not a valid whatsapp business account media attachment ID`,
  ],
  [
    { type: 'image', image: { id: 'abc' } },
    `(#100) Param image['id'] is not a valid whatsapp business account media attachment ID`,
  ],
  [{ type: 'image', image: { link: 'D:/cus.png' } }, `(#100) Param image['link'] is not a valid URI.`],
])('%j is refused in the words of Meta', (body, message) => {
  const answer = answerTo(body)
  assert.deepEqual([answer?.code, answer?.message], [100, message])
})

test('details say what the words leave open, and nothing twice', () => {
  const misspelt = answerTo({ type: 'document', document: { id: '1', fileName: 'a' } })
  assert.equal(misspelt?.details, 'document.fileName is not a known field: did you mean filename?')
  const missing = answerTo({ type: 'text', text: {} })
  assert.deepEqual([missing?.code, missing?.details], [131008, 'The parameter text.body is required.'])
})

test('what Meta takes is taken: a recipient type of null, and components as a text of JSON', () => {
  const components = JSON.stringify([{ type: 'body', parameters: [{ type: 'text', text: 'a' }] }])
  assert.equal(answerTo({ recipient_type: null, type: 'text', text: { body: 'a' } }), null)
  assert.equal(answerTo({ type: 'template', template: { name: 'a', language: { code: 'en' }, components } }), null)
  const broken = answerTo({ type: 'template', template: { name: 'a', language: { code: 'en' }, components: '[{' } })
  assert.equal(broken?.details, 'template.components must be a list of components, got "[{".')
})

test('a template that does not fit is told in the words of Meta, once', () => {
  const metaDetails = 'buttons: Button at index 0 of type Url requires a parameter'
  const details = [
    { field: 'template.components', message: 'lacks the parameter of button 0 (url)', metaCode: 131008, metaDetails },
  ]
  const error = new GatewayError('template_mismatch', 'The parameters do not fit.', { details, metaCode: 131008 })
  const { status, body } = renderError(error)
  const { code, message, error_data } = (body as { error: GraphErrorBody }).error
  assert.deepEqual([status, code, message], [400, 131008, '(#131008) Required parameter is missing'])
  assert.deepEqual(error_data, { messaging_product: 'whatsapp', details: metaDetails })
})
