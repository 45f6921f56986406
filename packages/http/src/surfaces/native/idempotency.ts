import type { SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import { type FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyRequest } from 'fastify'
import { fingerprintOf, idempotencyKeyOf, readIdempotencyKey } from '#requests/idempotency-key.ts'

/** Null: without a key. @throws GatewayError `invalid_request` */
export function idempotencyOf(request: FastifyRequest): SendRequest['idempotency'] {
  const problems: FieldProblem[] = []
  const key = readIdempotencyKey(idempotencyKeyOf(request), problems)
  if (problems.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details: problems })
  const operation = `${request.method}\n${request.routeOptions.url}`
  return key === null ? null : { key, fingerprint: fingerprintOf(operation, request.rawBody) }
}
