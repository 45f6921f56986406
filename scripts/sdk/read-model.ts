import type { OpenApiDocument } from '@dawk/http/openapi/document.ts'
import { sdkNames } from '@dawk/http/openapi/sdk-names.ts'

/** JSON Schema, as far as the documents use it. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  patternProperties?: Record<string, Schema>
  contentMediaType?: string
  description?: string
}

interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema: Schema
}

/** What comes back: one object, a page of a list, nothing, or bytes and text that the caller reads. */
type ReplyKind = 'json' | 'page' | 'none' | 'raw'

export interface SdkOperation {
  operationId: string
  resource: string
  method: string
  httpMethod: string
  path: string
  summary: string
  description: string | undefined
  pathParameters: Parameter[]
  query: Parameter[]
  body: { kind: 'json' | 'form'; required: boolean; schema: Schema } | null
  /** Honours `Idempotency-Key`. */
  isIdempotent: boolean
  reply: ReplyKind
  /** Of the object or, for a page, of one item. */
  replySchema: Schema | null
}

export interface SdkModel {
  components: Record<string, Schema>
  /** Names of components that replies or events hold: their lists of values may grow. */
  open: ReadonlySet<string>
  /** By resource, in the order of the document. */
  resources: Map<string, SdkOperation[]>
  /** The schema of `data`, by type of event. */
  events: Record<string, { description: string | undefined; data: Schema }>
  resourceDescriptions: Map<string, string>
}

interface Media {
  content?: Record<string, { schema: Schema }>
  required?: boolean
}

/** What both generators write from. */
export function readModel(document: OpenApiDocument): SdkModel {
  const names = sdkNames(document)
  const resources = new Map<string, SdkOperation[]>()
  const resourceDescriptions = new Map<string, string>()
  for (const [path, item] of Object.entries(document.paths))
    for (const [httpMethod, operation] of Object.entries(item)) {
      const { resource = '', method = '' } = names.get(operation.operationId ?? '') ?? {}
      const parameters = (operation['parameters'] ?? []) as Parameter[]
      const body = readBody(operation['requestBody'] as Media | undefined)
      const takesCursor = [
        ...parameters.map(({ name }) => name),
        ...Object.keys(body?.schema.properties ?? {}),
      ].includes('cursor')
      const { reply, replySchema } = readReply(operation.responses as Record<string, Media>, takesCursor)
      const made: SdkOperation = {
        operationId: operation.operationId ?? '',
        resource,
        method,
        httpMethod: httpMethod.toUpperCase(),
        path,
        summary: String(operation['summary']),
        description: operation['description'] as string | undefined,
        pathParameters: pathParametersOf(path, parameters),
        query: parameters.filter((one) => one.in === 'query'),
        body,
        isIdempotent: parameters.some(({ name }) => name === 'idempotency-key'),
        reply,
        replySchema,
      }
      resources.set(resource, [...(resources.get(resource) ?? []), made])
      resourceDescriptions.set(
        resource,
        document.tags?.find(({ name }) => name === operation.tags?.[0])?.description ?? '',
      )
    }
  const components = document.components.schemas as Record<string, Schema>
  const events = readEvents(document)
  const roots = [
    ...[...resources.values()].flat().map(({ replySchema }) => replySchema),
    ...Object.values(events).map(({ data }) => data),
    { $ref: '#/components/schemas/Problem' },
  ]
  return { components, open: reachable(roots, components), resources, events, resourceDescriptions }
}

const pathParametersOf = (path: string, parameters: readonly Parameter[]): Parameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(
    ([, name = '']) =>
      parameters.find((one) => one.in === 'path' && one.name === name) ?? {
        name,
        in: 'path',
        schema: { type: 'string' },
      },
  )

function readBody(body: Media | undefined): SdkOperation['body'] {
  if (!body?.content) return null
  const form = body.content['multipart/form-data']
  const schema = form?.schema ?? body.content['application/json']?.schema
  return schema
    ? { kind: form ? 'form' : 'json', required: body.required !== false, schema: withoutNull(schema) }
    : null
}

/** The handler takes null for "no body"; a caller leaves it out. */
function withoutNull(schema: Schema): Schema {
  if (!Array.isArray(schema.type)) return schema
  const types = schema.type.filter((type) => type !== 'null')
  return { ...schema, type: types.length === 1 ? (types[0] ?? 'object') : types }
}

function readReply(
  responses: Record<string, Media>,
  takesCursor: boolean,
): Pick<SdkOperation, 'reply' | 'replySchema'> {
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'))
  const contents = good.flatMap(([, { content = {} }]) => Object.entries(content))
  if (contents.length === 0) return { reply: 'none', replySchema: null }
  if (contents.some(([type]) => type !== 'application/json')) return { reply: 'raw', replySchema: null }
  const schemas = new Map(contents.map(([, { schema }]) => [JSON.stringify(schema), schema]))
  const [first = {}] = schemas.values()
  const isPage =
    takesCursor && first.properties?.['nextCursor'] !== undefined && first.properties['data']?.items !== undefined
  if (isPage) return { reply: 'page', replySchema: first.properties?.['data']?.items ?? null }
  return { reply: 'json', replySchema: schemas.size === 1 ? first : { anyOf: [...schemas.values()] } }
}

function readEvents({ webhooks = {} }: OpenApiDocument): SdkModel['events'] {
  return Object.fromEntries(
    Object.entries(webhooks).flatMap(([name, { post }]) => {
      const { content } = (post?.['requestBody'] ?? {}) as Media
      const schema = content?.['application/json']?.schema
      const type = schema?.properties?.['type']?.const
      return type === name
        ? [
            [
              name,
              { description: post?.['description'] as string | undefined, data: schema?.properties?.['data'] ?? {} },
            ],
          ]
        : []
    }),
  )
}

function reachable(roots: readonly (Schema | null)[], components: Record<string, Schema>): Set<string> {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (typeof value === 'object' && value !== null) {
      const name = refName((value as Schema).$ref)
      if (name !== null && !found.has(name)) {
        found.add(name)
        visit(components[name])
      }
      Object.values(value).forEach(visit)
    }
  }
  roots.forEach(visit)
  return found
}

export const refName = (ref: unknown): string | null =>
  typeof ref === 'string' ? (ref.split('/').at(-1) ?? null) : null

export const pascal = (name: string): string =>
  name.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase())
