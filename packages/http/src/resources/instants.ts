import { GatewayError } from '@dawk/core/platform/errors.ts'

/** An `Instant` that its schema let pass, in UTC. @throws GatewayError `invalid_request` for a day that does not exist */
export function toInstant(text: string, field: string): string {
  const at = new Date(text)
  if (!Number.isNaN(at.getTime())) return at.toISOString()
  const details = [{ field, message: 'is no instant of the calendar' }]
  throw new GatewayError('invalid_request', 'Validation failed.', { details })
}
