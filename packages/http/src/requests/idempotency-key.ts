import { createHash } from 'node:crypto'
import { type FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyRequest } from 'fastify'
import { pathOf } from './path-of.ts'

export function idempotencyKeyOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const header = headers['idempotency-key']
  return Array.isArray(header) ? header.join(', ') : header
}

/** Bare or, as the IETF draft has it, quoted; 1 to 255 printable characters. Problems go into the list. */
export function readIdempotencyKey(header: string | undefined, problems: FieldProblem[]): string | null {
  if (header === undefined) return null
  const key = header.replace(/^"(.*)"$/, '$1')
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key
  problems.push({ field: 'Idempotency-Key', message: 'must have 1 to 255 printable ASCII characters' })
  return null
}

/** What was asked under a key; `operation` is its method and path, as `POST\n/send-message`. */
export function fingerprintOf(operation: string, rawBody: Buffer | null): Buffer {
  return createHash('sha256')
    .update(`${operation}\n`)
    .update(rawBody ?? '')
    .digest()
}

/** Key and fingerprint of a request; null: it brought no key. @throws GatewayError `invalid_request` */
export function idempotencyOf(request: FastifyRequest): { key: string; fingerprint: Buffer } | null {
  const problems: FieldProblem[] = []
  const key = readIdempotencyKey(idempotencyKeyOf(request), problems)
  if (problems.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details: problems })
  return key === null
    ? null
    : { key, fingerprint: fingerprintOf(`${request.method}\n${pathOf(request.url)}`, request.rawBody) }
}
