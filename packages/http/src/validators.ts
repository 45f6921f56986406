import { Ajv2020, type Options } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'

const options: Options = {
  allErrors: true,
  removeAdditional: false,
  useDefaults: true,
  allowUnionTypes: true,
  verbose: true,
}

/** Bodies are taken as they are; query and path come as text, so there numbers and booleans are read from it. */
export function createValidatorCompiler(): FastifySchemaCompiler<TSchema> {
  const strict = withFormats(new Ajv2020({ ...options, coerceTypes: false }))
  const coercing = withFormats(new Ajv2020({ ...options, coerceTypes: true }))
  return ({ schema, httpPart }) => (httpPart === 'body' ? strict : coercing).compile(schema)
}

function withFormats(ajv: Ajv2020): Ajv2020 {
  formats.default(ajv, ['email', 'uuid'])
  return ajv
}
