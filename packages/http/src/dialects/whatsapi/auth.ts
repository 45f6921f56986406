import type { FastifyReply, FastifyRequest } from 'fastify'
import { createMinuteCounter, limitRequest } from '../../rate-limit.ts'

export { principalOf } from '../../authentication.ts'

const registrationsPerMinute = 5

/** The hook of registration, which has no key yet: five a minute from one address. */
export function createRegistrationLimit() {
  const registrations = createMinuteCounter()
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> =>
    limitRequest(registrations, request.ip, registrationsPerMinute, reply)
}
