import assert from 'node:assert/strict'
import type { Json, OpenApiDocument } from '@dawk/http/openapi/document.ts'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  schema: Json
}

export interface Operation {
  surface: string
  name: string
  method: string
  /** With the surface's prefix, and parameters in braces. */
  path: string
  parameters: Parameter[]
  /** Of a JSON body; null: it takes none. */
  body: Json | null
  examples: unknown[]
  /** Types of body that it takes beside JSON. */
  forms: string[]
  /** What a key needs; null: any key will do; undefined: no key. */
  scope: string | null | undefined
}

/** What there is to call, read from a document alone. */
export function operationsOf(surface: string, document: OpenApiDocument): Operation[] {
  const base = document.servers[0]?.url === '/' ? '' : (document.servers[0]?.url ?? '')
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const { content = {} } = (operation['requestBody'] ?? {}) as { content?: Record<string, Json> }
      const media = content['application/json']
      const [security] = operation.security ?? []
      const examples = Object.values((media?.['examples'] ?? {}) as Record<string, { value: unknown }>)
      return {
        surface,
        name: String(operation.operationId),
        method: method.toUpperCase(),
        path: `${base}${path}`,
        parameters: (operation['parameters'] ?? []) as Parameter[],
        body: media ? (resolve(document, media['schema'] as Json) as Json) : null,
        examples: media && 'example' in media ? [media['example']] : examples.map(({ value }) => value),
        forms: Object.keys(content).filter((type) => type !== 'application/json'),
        scope: security && (Object.values(security)[0]?.[0] ?? null),
      }
    }),
  )
}

/** References are followed one step: enough to see the members of a body. */
function resolve(document: OpenApiDocument, value: Json): Json {
  const name = typeof value['$ref'] === 'string' ? value['$ref'].split('/').at(-1) : undefined
  return name === undefined ? value : (document.components.schemas[name] ?? {})
}

export interface Answer {
  status: number
  type: string
  text: string
}

/** A number that earlier requests have brought Meta to refuse is paused, and its messages are answered 503 with the reason. */
const isPause = (status: number, text: string): boolean =>
  status === 503 && /\b(?:Sending from this number is paused: |sending is paused to protect your account)/.test(text)

/** Fails when an answer is a 5xx but that of a paused number, or its status is not documented, or its body is not as the document says. */
export function createAnswerCheck(documents: ReadonlyMap<string, OpenApiDocument>) {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false })
  formats.default(ajv, ['email', 'uuid', 'date-time', 'uri'])
  for (const [surface, document] of documents) ajv.addSchema(document, surface)
  const known = new Map<string, ValidateFunction | null>()
  /** The tokens of a pointer into the document of the surface; null: the status is not documented. */
  const responseAt = ({ surface, path, method }: Operation, status: number): string[] | null => {
    const document = documents.get(surface)
    const base = document?.servers[0]?.url === '/' ? '' : (document?.servers[0]?.url ?? '')
    const inDocument = path.slice(base.length)
    const found = document?.paths[inDocument]?.[method.toLowerCase()]?.responses?.[status]
    if (!found) return null
    const name = typeof found['$ref'] === 'string' ? found['$ref'].split('/').at(-1) : undefined
    if (name === undefined) return ['paths', inDocument, method.toLowerCase(), 'responses', String(status)]
    return document?.components.responses?.[name] ? ['components', 'responses', name] : null
  }
  const validatorAt = (surface: string, response: readonly string[]): ValidateFunction | null => {
    const key = `${surface} ${response.join(' ')}`
    const made = known.get(key)
    if (made !== undefined) return made
    const content = contentAt(documents.get(surface), response)
    const [type] = Object.entries(content).flatMap(([name, { schema }]) => (schema ? [name] : []))
    const pointer = [...response, 'content', type ?? '', 'schema'].map(toPointerToken).join('/')
    const validate = type === undefined ? null : ajv.compile({ $ref: `${surface}#/${pointer}` })
    known.set(key, validate)
    return validate
  }
  return (operation: Operation, { status, type, text }: Answer, asked: string): void => {
    const told = () =>
      `${operation.method} ${operation.path} → ${status} ${text.slice(0, 400)}\nasked: ${asked.slice(0, 500)}`
    assert.ok(status < 500 || isPause(status, text), told())
    const response = responseAt(operation, status)
    assert.ok(response, `this status is not documented: ${told()}`)
    if (!/^application\/(problem\+)?json/.test(type)) return
    const validate = validatorAt(operation.surface, response)
    if (!validate) return
    assert.ok(validate(JSON.parse(text)), `not as documented, ${JSON.stringify(validate.errors)}: ${told()}`)
  }
}

const toPointerToken = (token: string) => encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'))

function contentAt(document: unknown, tokens: readonly string[]): Record<string, { schema?: Json }> {
  const response = tokens.reduce<unknown>((value, token) => (value as Json)[token], document) as Json
  return (response['content'] ?? {}) as Record<string, { schema?: Json }>
}
