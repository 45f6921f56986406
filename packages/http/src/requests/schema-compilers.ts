import buildSerializerFactory from '@fastify/fast-json-stringify-compiler'
import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify'
import type { TSchema } from 'typebox'

const options: Options = {
  allErrors: true,
  removeAdditional: false,
  useDefaults: true,
  allowUnionTypes: true,
  verbose: true,
}

/**
 * Bodies are taken as they are; query and path come as text, so there numbers and booleans are read from it. Each schema
 * is compiled by the first request that needs it: all of them at once are a third of the time that a start takes.
 * @param validateSchema whether a schema is itself compared with JSON Schema's own, whose compilation is the dearest of
 *   all; a test does it for every route
 */
export function createValidatorCompiler({ validateSchema = false } = {}): FastifySchemaCompiler<TSchema> {
  const strict = withFormats(new Ajv2020({ ...options, validateSchema, coerceTypes: false }))
  // `1e309` is read as Infinity, whose limits `strictNumbers` would skip
  const coercing = withFormats(new Ajv2020({ ...options, validateSchema, coerceTypes: true, strictNumbers: false }))
  const quick = withFormats(new Ajv2020({ ...options, validateSchema, coerceTypes: false, allErrors: false }))
  return ({ schema, httpPart }) => {
    if (httpPart === 'body')
      return boundedValidator(
        once(() => quick.compile(schema)),
        once(() => strict.compile(schema)),
      )
    const compiled = once(() => coercing.compile(schema))
    return Object.defineProperty((value: unknown) => compiled()(value), 'errors', { get: () => compiled().errors })
  }
}

/** In larger bodies only the first problem is told: thousands of them would take seconds to find and to write. */
const maxMembersToExplain = 2000

/** Stops at the first problem, and looks for the others only where they cannot be many. */
function boundedValidator(quick: () => ValidateFunction, thorough: () => ValidateFunction) {
  let errors: ValidateFunction['errors'] = null
  function validate(value: unknown): boolean {
    if (quick()(value) === true) return true
    const explaining = hasMoreMembers(value, maxMembersToExplain) ? quick() : thorough()
    if (explaining !== quick()) explaining(value)
    errors = explaining.errors
    return false
  }
  return Object.defineProperty(validate, 'errors', { get: () => errors })
}

function hasMoreMembers(value: unknown, max: number): boolean {
  const waiting: unknown[] = [value]
  let members = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue
    const values = Object.values(next)
    members += values.length
    if (members > max) return true
    for (const one of values) if (typeof one === 'object' && one !== null) waiting.push(one)
  }
  return false
}

/** Compiled by the first answer of each kind, as validators are by the first request. */
export function createSerializerCompiler(): FastifySerializerCompiler<TSchema> {
  const compile = buildSerializerFactory()({}, {})
  return ({ schema, method, url, httpStatus = '' }) => {
    const compiled = once(() => compile({ schema, method, url, httpStatus }))
    return (answer) => compiled()(answer)
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Of a text that has one of the formats: the longest is an e-mail address. */
const longestFormatted = 320

/** No text is looked at that is too long to be right: a megabyte of spaces is a million parts of an instant. */
function withFormats(ajv: Ajv2020): Ajv2020 {
  const names = ['email', 'uuid', 'date-time'] as const
  formats.default(ajv, [...names])
  for (const name of names) {
    const matches = testOf(ajv.formats[name])
    ajv.addFormat(name, (text: string) => text.length <= longestFormatted && matches(text))
  }
  return ajv
}

function testOf(format: Ajv2020['formats'][string]): (text: string) => boolean {
  const test = typeof format === 'object' && !(format instanceof RegExp) ? format.validate : format
  if (test instanceof RegExp) return (text) => test.test(text)
  if (typeof test === 'function') return test as (text: string) => boolean
  throw new Error('A format without a test')
}
