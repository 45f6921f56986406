import type { Json, OpenApiDocument, OpenApiOperation, PathItem } from './document.ts'

const info = {
  title: 'Dawk',
  version: '1',
  description:
    'Every surface of this host in one document. They share accounts, keys and messages: what was sent through one can be ' +
    'read through another. `/openapi/<surface>.json` is the document of one surface alone.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
}

/**
 * One document for all surfaces. Paths become whole; names that two surfaces may both have (operations, schemas, tags,
 * webhooks) get the surface's own name in front.
 */
export function mergeDocuments(surfaces: ReadonlyMap<string, OpenApiDocument>): OpenApiDocument {
  const parts = [...surfaces].map(([name, document]) => inNamespace(name, document))
  const merged = <Member>(pick: (part: OpenApiDocument) => Record<string, Member> | undefined) =>
    Object.assign({}, ...parts.map((part) => pick(part) ?? {})) as Record<string, Member>
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/' }],
    tags: parts.flatMap(({ tags = [] }) => tags),
    paths: merged(({ paths }) => paths),
    webhooks: merged(({ webhooks }) => webhooks),
    components: {
      schemas: merged(({ components }) => components.schemas),
      responses: merged(({ components }) => components.responses),
      headers: merged(({ components }) => components.headers),
      securitySchemes: merged(({ components }) => components.securitySchemes),
    },
  }
}

function inNamespace(surface: string, document: OpenApiDocument): OpenApiDocument {
  const pascal = surface.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
  const base = document.servers[0]?.url === '/' ? '' : (document.servers[0]?.url ?? '')
  const { paths, webhooks = {}, components, tags = [] } = renameRefs(document, pascal) as OpenApiDocument
  const operations = (item: PathItem) => mapMembers(item, (operation) => rename(operation, surface, pascal))
  return {
    ...document,
    tags: tags.map((tag) => ({ ...tag, name: tagOf(surface, tag.name) })),
    paths: renameKeys(mapMembers(paths, operations), (path) => `${base}${path}`),
    webhooks: renameKeys(mapMembers(webhooks, operations), (name) => `${surface}: ${name}`),
    components: {
      ...components,
      schemas: renameKeys(components.schemas, (name) => `${pascal}${name}`),
      responses: renameKeys(components.responses ?? {}, (name) => `${pascal}${name}`),
      headers: renameKeys(components.headers ?? {}, (name) => `${pascal}${name}`),
    },
  }
}

const tagOf = (surface: string, tag: string) => `${surface}: ${tag}`

function rename(operation: OpenApiOperation, surface: string, pascal: string): OpenApiOperation {
  const { operationId, tags = [] } = operation
  const first = pascal.charAt(0).toLowerCase() + pascal.slice(1)
  return {
    ...operation,
    ...(operationId && { operationId: `${first}${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}` }),
    tags: tags.map((tag) => tagOf(surface, tag)),
  }
}

function renameRefs(value: unknown, pascal: string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameRefs(item, pascal))
  if (typeof value !== 'object' || value === null) return value
  const { $ref } = value as Json
  if (typeof $ref === 'string') return { $ref: $ref.replace(/[^/]+$/, (name) => `${pascal}${name}`) }
  return mapMembers(value as Json, (member) => renameRefs(member, pascal))
}

const mapMembers = <From, To>(members: Record<string, From>, change: (member: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(members).map(([name, member]) => [name, change(member)]))

const renameKeys = <Member>(members: Record<string, Member>, change: (name: string) => string) =>
  Object.fromEntries(Object.entries(members).map(([name, member]) => [change(name), member]))
