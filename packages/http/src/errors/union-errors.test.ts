import assert from 'node:assert/strict'
import { Ajv } from 'ajv'
import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import { test } from 'vitest'
import { errorsOfMeant } from './union-errors.ts'

const tagged = (kind: string, members: object) => ({
  type: 'object',
  properties: { kind: { type: 'string', enum: [kind] }, ...members },
  required: ['kind', ...Object.keys(members)],
  additionalProperties: false,
})
const word = {
  anyOf: [
    { type: 'string', enum: ['any'] },
    { type: 'array', items: { type: 'string' } },
  ],
}
const schema = {
  type: 'array',
  items: {
    anyOf: [tagged('wait', { minutes: { type: 'integer' } }), tagged('say', { text: { type: 'string' }, word })],
  },
}

function found(value: unknown): string[] {
  const ajv = new Ajv({ allErrors: true, verbose: true })
  ajv.validate(schema, value)
  const errors = errorsOfMeant((ajv.errors ?? []) as unknown as FastifySchemaValidationError[])
  return errors.map(({ instancePath, keyword, params }) =>
    [instancePath, keyword, ...[params['missingProperty'] ?? params['allowedValues'] ?? []].flat()].join(' '),
  )
}

test('of a union only what is wrong with the member that was meant is told', () => {
  assert.deepEqual(found([{ kind: 'wait' }]), ['/0 required minutes'])
  assert.deepEqual(
    found([
      { kind: 'wait', minutes: 5 },
      { kind: 'say', text: 5, word: 'any' },
    ]),
    ['/1/text type'],
  )
})

test('a tag that no member has is one error with all that there are', () => {
  assert.deepEqual(found([{ kind: 'shout', text: 'x' }]), ['/0/kind enum wait say'])
})

test('each thing of a list is judged by itself, and a union without a tag stays as it is', () => {
  assert.deepEqual(found([{ kind: 'wait' }, { kind: 'say', word: 'any' }]), ['/0 required minutes', '/1 required text'])
  const plain = found([{ kind: 'say', text: 'x', word: 5 }])
  assert.ok(plain.includes('/0/word anyOf') && plain.every((one) => one.startsWith('/0/word')), String(plain))
})
