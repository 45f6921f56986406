import type { Scope } from '@dawk/core/tenancy/access/scopes.ts'
import type { FastifySchema, RouteOptions } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Members of the schema that are only shown: where a vendor's rules are no JSON Schema, or its answers are not ours to cut. */
    documents?: FastifySchema & Record<string, unknown>
    /** Honours the header `Idempotency-Key`. */
    idempotent?: boolean
  }
}

/** What any client may get of a route that reads a body. */
const bodyRefusals = [413, 415] as const

const idempotencyKey = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  description:
    'Within 24 hours a repetition with the same key and body gets the first answer, and nothing is done twice.',
  examples: ['order-1234-shipped'],
}

/**
 * What a document says of a route: its schema and what its configuration adds to it.
 * @param schemes the security schemes of the surface, any of which will do; empty: it has none
 */
export function documentRoute(schema: FastifySchema | undefined, route: RouteOptions, schemes: readonly string[]) {
  const { scope, documents, idempotent } = route.config ?? {}
  const shown: FastifySchema & { security?: unknown } = { ...schema, ...documents }
  return {
    ...shown,
    ...(idempotent && { headers: { type: 'object', properties: { 'idempotency-key': idempotencyKey } } }),
    ...(shown.security === undefined && { security: securityOf(scope, schemes) }),
    response: withBodyRefusals(route, (shown.response ?? {}) as Record<string, unknown>),
  }
}

function securityOf(scope: Scope | null | undefined, schemes: readonly string[]) {
  return schemes.map((name) => ({ [name]: scope ? [scope] : [] }))
}

function withBodyRefusals({ method }: RouteOptions, response: Record<string, unknown>): Record<string, unknown> {
  const refusal = response['400']
  if (method === 'GET' || refusal === undefined) return response
  const { description: _, ...shape } = refusal as { description?: string }
  return { ...Object.fromEntries(bodyRefusals.map((status) => [status, shape])), ...response }
}
