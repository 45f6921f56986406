import type { Json, OpenApiDocument, OpenApiOperation } from './document.ts'
import { exampleOf } from './operation-example.ts'

interface Item {
  name: string
  request: Json
}

/**
 * A Postman collection (format 2.1) of a document: a folder for each tag, the examples as bodies, the key and the address as
 * variables. https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html
 */
export function toPostman(document: OpenApiDocument): Json {
  const { title, description } = document.info
  const base = document.servers[0]?.url === '/' ? '' : (document.servers[0]?.url ?? '')
  const items = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      tag: operation.tags?.[0] ?? '',
      item: toItem(`${base}${path}`, method, operation),
    })),
  )
  const folders = [...new Set(items.map(({ tag }) => tag))].map((tag) => ({
    name: tag,
    item: items.filter((one) => one.tag === tag).map(({ item }) => item),
  }))
  const isBasic = 'basic' in (document.components.securitySchemes ?? {})
  return {
    info: { name: title, description, schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    auth: isBasic ? basic : bearer,
    variable: [
      { key: 'baseUrl', value: 'http://127.0.0.1:4000' },
      { key: 'apiKey', value: '' },
    ],
    item: folders,
  }
}

const member = (key: string, value: string) => ({ key, value, type: 'string' })
const bearer = { type: 'bearer', bearer: [member('token', '{{apiKey}}')] }
const basic = { type: 'basic', basic: [member('username', '{{apiKey}}'), member('password', '')] }

/** A path variable is all that stands between two slashes; one that is less is a variable of the environment. */
const wholeParts = /(?<=\/)\{(\w+)\}(?=\/|$)/g

function toItem(path: string, method: string, operation: OpenApiOperation): Item {
  const { summary, security } = operation
  const parameters = (operation['parameters'] ?? []) as {
    name: string
    in: string
    required?: boolean
    schema: Json
    example?: unknown
  }[]
  const filling = (name: string) => String(parameters.find((one) => one.name === name)?.example ?? '')
  const query = parameters
    .filter((one) => one.in === 'query')
    .map(({ name, required = false }) => ({ key: name, value: filling(name), disabled: !required }))
  const names = [...path.matchAll(wholeParts)].map(([, name = '']) => name)
  const shown = path.replace(wholeParts, ':$1').replace(/\{(\w+)\}/g, '{{$1}}')
  const example = exampleOf(operation)
  return {
    name: String(summary),
    request: {
      method: method.toUpperCase(),
      ...(security?.length === 0 && { auth: { type: 'noauth' } }),
      header: example === undefined ? [] : [{ key: 'Content-Type', value: 'application/json' }],
      url: {
        raw: `{{baseUrl}}${shown}`,
        host: ['{{baseUrl}}'],
        path: shown.split('/').slice(1),
        query,
        variable: names.map((name) => ({ key: name, value: filling(name) })),
      },
      ...(example !== undefined && { body: { mode: 'raw', raw: JSON.stringify(example, null, 2) } }),
    },
  }
}
