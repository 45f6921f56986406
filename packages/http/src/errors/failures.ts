import { didYouMean } from '@dawk/cloud-api/content/did-you-mean.ts'
import { legible } from '@dawk/cloud-api/content/report.ts'
import { shown } from '@dawk/cloud-api/content/shown.ts'
import { storableRule } from '@dawk/cloud-api/json.ts'
import { lengthOf } from '@dawk/cloud-api/text-length.ts'
import { isDatabaseUnavailable, isUnstorableText } from '@dawk/core/platform/database/errors.ts'
import { type ErrorCode, type FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import { errorsOfMeant } from './union-errors.ts'

const maxDetails = 20
/** Of a part of a path that a route takes as a value. */
export const maxParamLength = 256

/** What speaks of the transport: its status is the same in every dialect. */
export class TransportRefusal extends GatewayError {
  readonly status: number

  constructor(
    status: number,
    code: ErrorCode,
    message: string,
    options: ConstructorParameters<typeof GatewayError>[2] = {},
  ) {
    super(code, message, options)
    this.status = status
  }
}

/** `Range` asks for bytes beyond the end. */
export class RangeNotSatisfiable extends TransportRefusal {
  constructor(sizeBytes: number) {
    const message = `must lie within the ${sizeBytes} bytes of the file`
    super(416, 'invalid_request', `The range ${message}.`, { details: [{ field: 'range', message }] })
  }
}

/** Whatever was thrown, as an error of the closed list. What is not known becomes `internal` and keeps its cause. */
export function toGatewayError(cause: unknown): GatewayError {
  if (cause instanceof GatewayError) return cause
  if (isDatabaseUnavailable(cause))
    return new GatewayError('database_unavailable', 'The database cannot be reached.', { retryAfterSeconds: 5, cause })
  if (isUnstorableText(cause))
    return new GatewayError('invalid_request', `A text of the request ${storableRule}.`, { cause })
  if (errorCode(cause) === 'FST_ERR_MAX_PARAM_LENGTH')
    return new GatewayError('not_found', `No part of a path is longer than ${maxParamLength} characters.`, { cause })
  const message = frameworkMessages[errorCode(cause)]
  if (message !== undefined) return new GatewayError('invalid_request', message, { cause })
  if (isClientError(cause)) return new GatewayError('invalid_request', cause.message, { cause })
  return new GatewayError('internal', 'Internal server error.', { cause })
}

const frameworkMessages: Record<string, string> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty; send a JSON object.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is too large.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send the body as Content-Type: application/json.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as Content-Length says.',
  FST_ERR_BAD_URL: 'The address is not a valid URL: a % must stand before two hex digits, of UTF-8 bytes.',
}

/** Status codes that speak of the transport, the same in every dialect; null: the dialect's table decides. */
export function transportStatus(cause: unknown): number | null {
  if (cause instanceof TransportRefusal) return cause.status
  const code = errorCode(cause)
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 413
  return code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' ? 415 : null
}

function errorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
}

function isClientError(cause: unknown): cause is Error {
  if (!(cause instanceof Error) || !('statusCode' in cause) || !errorCode(cause).startsWith('FST_')) return false
  return typeof cause.statusCode === 'number' && cause.statusCode >= 400 && cause.statusCode < 500
}

/** What AJV found, as field problems in the caller's words; at most 20. */
export function toValidationError(errors: readonly FastifySchemaValidationError[], part: string): GatewayError {
  const details = errorsOfMeant(errors)
    .slice(0, maxDetails)
    .map((error) => toFieldProblem(error, part))
  return new GatewayError('invalid_request', 'Validation failed.', { details })
}

/** Schemas describe their patterns and formats in words: `description` reads as the end of "this field …". */
function toFieldProblem(error: FastifySchemaValidationError, part: string): FieldProblem {
  const { instancePath, keyword, params, message } = error
  const path = instancePath.split('/').slice(1)
  const problem = (names: readonly string[], text: string): FieldProblem => ({
    field: names.join('.') || part,
    message: text,
  })
  if (keyword === 'required') return problem([...path, String(params['missingProperty'])], 'is required')
  if (keyword === 'additionalProperties') return unknownField(path, String(params['additionalProperty']), error)
  if (keyword === 'enum' && Array.isArray(params['allowedValues']))
    return problem(path, notOneOf(params['allowedValues'], error))
  const described = keyword === 'pattern' || keyword === 'format' ? descriptionOf(error) : null
  return problem(path, described ?? `${message ?? 'is not valid'}${givenIn(error)}`)
}

type VerboseError = FastifySchemaValidationError & {
  parentSchema?: { description?: string; properties?: object }
  data?: unknown
}

function unknownField(path: readonly string[], name: string, { parentSchema }: VerboseError): FieldProblem {
  const field = [...path, legible(name)].join('.')
  const hint = didYouMean(name, Object.keys(parentSchema?.properties ?? {}))
  return { field, message: `is not a known field${hint}`, rule: 'unknown_member' }
}

function notOneOf(names: readonly unknown[], { data }: VerboseError): string {
  const hint = typeof data === 'string' ? didYouMean(data, names.map(String)) : ''
  return `must be one of: ${names.join(', ')}${data === undefined ? '' : `, got ${shown(data)}`}${hint}`
}

/** What was given, where a limit was missed: the length, the count or the number. */
function givenIn({ keyword, data }: VerboseError): string {
  if (keyword === 'maxLength' || keyword === 'minLength')
    return typeof data === 'string' ? `, has ${lengthOf(data)}` : ''
  if (keyword === 'maxItems' || keyword === 'minItems') return Array.isArray(data) ? `, has ${data.length}` : ''
  const isRange = ['maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum'].includes(keyword)
  return isRange && typeof data === 'number' ? `, is ${data}` : ''
}

const descriptionOf = ({ parentSchema }: VerboseError): string | null => parentSchema?.description ?? null
