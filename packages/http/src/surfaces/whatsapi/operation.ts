import type { Scope } from '@dawk/core/tenancy/access/scopes.ts'
import type { TSchema } from 'typebox'
import { ErrorReply } from './schemas.ts'

interface Documentation {
  operationId: string
  tag: 'Account' | 'Credentials' | 'Webhook' | 'Messages' | 'Analytics' | 'Billing'
  summary: string
  description?: string
  /** What a key needs; null: the route is open. */
  scope: Scope | null
  /** Beyond those that every route has: 400, 401, 403, 429, 500, 503. */
  refusals?: readonly (404 | 409)[]
  /** Honours `Idempotency-Key`. */
  idempotent?: true
}

interface Parts {
  params?: TSchema
  querystring?: TSchema
  body?: TSchema
  response: Record<number, TSchema>
}

const always = [400, 429, 500, 503] as const
const withKey = [401, 403] as const

/** Options of a route: names, schemas and refusals for the document, and the scope, which authentication enforces. */
export function operation<const Schemas extends Parts>(
  { tag, scope, refusals = [], idempotent, ...words }: Documentation,
  { response, ...parts }: Schemas,
): { config: { scope?: Scope; idempotent?: boolean }; schema: Schemas } {
  const statuses = [...always, ...(scope === null ? [] : withKey), ...refusals]
  const schema = {
    ...words,
    tags: [tag],
    ...(scope === null && { security: [] }),
    ...parts,
    response: { ...response, ...Object.fromEntries(statuses.map((status) => [status, ErrorReply])) },
  }
  const config = { ...(scope !== null && { scope }), ...(idempotent && { idempotent }) }
  return { config, schema: schema as unknown as Schemas }
}
