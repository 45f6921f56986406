import { STATUS_CODES } from 'node:http'
import { answerHeaders, describeHeaders } from './answer-headers.ts'
import type { Json, OpenApiDocument, OpenApiOperation } from './document.ts'

/** As the generator leaves it where a schema has no description. */
const unnamed = 'Default Response'

const words: Record<string, string> = {
  200: 'Done',
  201: 'Created',
  202: 'Stored, and on its way',
  204: 'Done; no content',
  400: 'The request is not valid',
  401: 'No valid API key',
  403: 'The key or the account may not do this',
  404: 'There is no such object in this account',
  409: 'Conflicts with the present state, or the Idempotency-Key was used for another request',
  413: 'The body is too large',
  415: 'The content type is not accepted',
  422: 'Understood and refused',
  429: 'Too many requests',
  500: 'A mistake of the server',
  503: 'Not possible at present',
}

/**
 * The generator's document with named schemas and refusals in one place, and every answer described.
 * @param isCounted requests to it are counted against limits, of which its answers tell
 */
export function shapeDocument(document: OpenApiDocument, isCounted: boolean): OpenApiDocument {
  const shaped = structuredClone(document)
  for (const operation of operationsOf(shaped)) {
    describeAnswers(operation)
    describeHeaders(operation, isCounted)
    describeBody(operation)
  }
  const schemas: Components = new Map()
  shaped.paths = hoist(shaped.paths, schemas) as OpenApiDocument['paths']
  const webhooks = hoist(shaped.webhooks ?? {}, schemas) as NonNullable<OpenApiDocument['webhooks']>
  delete shaped.webhooks
  if (Object.keys(webhooks).length > 0) shaped.webhooks = webhooks
  const responses: Components = new Map()
  for (const operation of operationsOf(shaped)) hoistRefusals(operation, responses)
  shaped.components = {
    ...shaped.components,
    schemas: toMembers(schemas),
    responses: toMembers(responses),
    headers: answerHeaders(isCounted),
  }
  return shaped
}

/** By name; `text` tells two of one name apart. */
type Components = Map<string, { text: string; value: Json }>

const toMembers = (components: Components): Record<string, Json> =>
  Object.fromEntries([...components.keys()].sort().map((name) => [name, components.get(name)?.value ?? {}]))

/** Keeps `value` under `name`; what stands in its place, or null where the name is taken by another. */
function keep(components: Components, kind: 'schemas' | 'responses', name: string, value: Json): Json | null {
  const text = JSON.stringify(value)
  const known = components.get(name)
  if (!known) components.set(name, { text, value })
  return known === undefined || known.text === text ? { $ref: `#/components/${kind}/${name}` } : null
}

/** Refusals of one shape and status say the same on each route. */
function hoistRefusals({ responses = {} }: OpenApiOperation, components: Components): void {
  for (const [status, response] of Object.entries(responses)) {
    const title = status < '400' ? null : titleOf(response)
    if (title !== null) responses[status] = keep(components, 'responses', `${title}${status}`, response) ?? response
  }
}

function titleOf({ content = {} }: { content?: Record<string, { schema?: { $ref?: string } }> }): string | null {
  return Object.values(content)[0]?.schema?.$ref?.split('/').at(-1) ?? null
}

const operationsOf = ({ paths }: OpenApiDocument): OpenApiOperation[] =>
  Object.values(paths).flatMap((item) => Object.values(item))

/** A handler that may be called without a body takes null for it. */
function describeBody({ requestBody }: OpenApiOperation): void {
  const body = requestBody as
    | { required: boolean; content: Record<string, { schema?: { type?: unknown } }> }
    | undefined
  if (!body) return
  const types = Object.values(body.content).flatMap(({ schema }) => schema?.type ?? [])
  if (types.includes('null')) body.required = false
}

function describeAnswers({ responses = {} }: OpenApiOperation): void {
  for (const [status, response] of Object.entries(responses)) {
    if (response['description'] === unnamed) response['description'] = words[status] ?? STATUS_CODES[status] ?? status
  }
}

/**
 * Schemas with a title become components of that name, once. Two schemas of one title that differ stay where they are,
 * but for the first: such is a nullable one beside the plain one.
 */
function hoist(value: unknown, schemas: Components): unknown {
  if (Array.isArray(value)) return value.map((item) => hoist(item, schemas))
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hoistIn(name, member, schemas)]))
  const { title } = copy
  if (typeof title !== 'string' || !isSchema(copy) || !/^\w+$/.test(title)) return copy
  return keep(schemas, 'schemas', title, copy) ?? copy
}

/** Examples are no schemas, whatever their members are called. */
function hoistIn(name: string, member: unknown, schemas: Components): unknown {
  return name === 'example' || name === 'examples' || name === 'default' ? member : hoist(member, schemas)
}

const isSchema = (value: Json) => typeof value['type'] === 'string' || Array.isArray(value['anyOf'])
