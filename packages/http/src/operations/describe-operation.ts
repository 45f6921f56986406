import type { FastifyContextConfig, FastifySchema } from 'fastify'
import { IdParams } from './known-id.ts'
import type { Operation, OperationRules } from './operation.ts'

/** The options of a route: its schemas, and the configuration that authentication and the document read. */
export function describeOperation(
  operationId: string,
  declared: Operation,
  rules: OperationRules,
): { schema: FastifySchema; config: FastifyContextConfig } {
  return { schema: schemaOf(operationId, declared, rules), config: configOf(declared) }
}

function schemaOf(operationId: string, declared: Operation, rules: OperationRules): FastifySchema {
  const { tag, summary, scope, membersOnly, query, headers, body, reply } = declared
  const params = declared.params ?? paramsOf(declared)
  return {
    operationId,
    summary,
    ...describe(declared),
    tags: [tag],
    ...(scope === 'open' && { security: [] }),
    ...(membersOnly && { security: [{ session: [] }] }),
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(headers && { headers }),
    ...(body && { body }),
    response: { ...rules.refusals(declared), ...reply },
  } as FastifySchema
}

/** A caller learns from the document what an operation costs. */
function describe({ description, cost }: Operation): { description?: string } {
  const notes = cost === undefined ? [] : [`Counts as ${cost} requests against the burst limit.`]
  const text = [...(description === undefined ? [] : [description]), ...notes].join('\n\n')
  return text === '' ? {} : { description: text }
}

const paramsOf = ({ of }: Operation) => (typeof of === 'string' ? IdParams : of?.params)

function configOf({
  scope,
  cost,
  membersOnly,
  inactiveToo,
  idempotent,
  itemsApart,
  shown,
}: Operation): FastifyContextConfig {
  const { query, reply, ...parts } = shown ?? {}
  return {
    scope: scope === 'open' ? null : scope,
    ...(cost !== undefined && { cost }),
    ...(idempotent && { idempotent }),
    ...(membersOnly && { membersOnly }),
    ...(inactiveToo && { inactiveToo }),
    ...(itemsApart && { itemsApart }),
    ...(shown && { documents: { ...parts, ...(query && { querystring: query }), ...(reply && { response: reply }) } }),
  }
}
