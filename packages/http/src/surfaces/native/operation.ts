import type { Scope } from '@dawk/core/tenancy/access/scopes.ts'
import type { TSchema } from 'typebox'
import { Problem } from './schemas/schemas.ts'

interface Documentation {
  /** Unique in this API, camelCase, verb first: SDKs name their functions after it. */
  operationId: string
  tag: string
  /** A few words, without a full stop. */
  summary: string
  /** What it promises and when it refuses; Markdown. */
  description: string
  /** What a key needs; null: any valid key. */
  scope: Scope | null
  /** For who has signed in; a key will not do. */
  membersOnly?: true
  /** Honours `Idempotency-Key`. */
  idempotent?: true
  /** Shown only, for what is read in another way than JSON. */
  form?: object
  /** Shown in place of the body that is validated here, where the rest is validated elsewhere. */
  shownBody?: object
  /** Also for an account that waits for its erasure. */
  inactiveToo?: boolean
  /** Refusals beyond those that every route has (400, 401, 403, 429, 503). */
  problems?: readonly (404 | 409 | 413 | 415 | 416 | 422)[]
}

interface Parts {
  params?: TSchema
  querystring?: TSchema
  headers?: TSchema
  body?: TSchema
  /** Successful answers by status. */
  response: Record<number, unknown>
}

const refusals: Record<number, string> = {
  400: 'The request is not valid',
  401: 'No valid API key',
  403: 'The key may not do this',
  404: 'There is no such object in this account',
  409: 'The object is in a state in which this cannot be done',
  413: 'The body is too large',
  415: 'The content type is not accepted',
  416: 'The range cannot be answered',
  422: 'Understood and refused, by a rule of WhatsApp or of Meta',
  429: 'Too many requests',
  500: 'A mistake of the server',
  503: 'Not possible at present; nothing was stored unless the detail says otherwise',
}

const always = [400, 401, 403, 429, 500, 503] as const

/**
 * Options of a route, complete for a generated document: names, tag, schemas, errors, and the scope, which
 * authentication enforces.
 */
export function operation<const Schemas extends Parts>(
  { tag, scope, membersOnly, idempotent, form, shownBody, inactiveToo, problems = [], ...words }: Documentation,
  { response, ...parts }: Schemas,
): {
  config: { scope: Scope | null; idempotent?: true; inactiveToo?: boolean; documents?: Record<string, unknown> }
  schema: Schemas
} {
  const refused = Object.fromEntries([...always, ...problems].map((status) => [status, toProblem(status)]))
  const schema = {
    ...words,
    tags: [tag],
    ...(membersOnly && { security: [{ session: [] }] }),
    ...parts,
    response: { ...response, ...refused },
  }
  const config = {
    scope,
    ...(idempotent && { idempotent }),
    ...(inactiveToo && { inactiveToo }),
    ...(form && { documents: { consumes: ['multipart/form-data'], body: form } }),
    ...(shownBody && { documents: { body: shownBody } }),
  }
  return { config, schema: schema as unknown as Schemas }
}

const toProblem = (status: number) => ({
  description: refusals[status],
  content: { 'application/problem+json': { schema: Problem } },
})
