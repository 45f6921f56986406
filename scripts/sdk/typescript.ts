import type { ErrorRule } from '@dawk/http/resources/errors.ts'
import { pascal, refName, type Schema, type SdkModel, type SdkOperation } from './read-model.ts'

const header = '// Written by scripts/sdk/write-sdks.ts from docs/openapi/native.json. Change the API, not this file.\n'

/** The generated files of the TypeScript SDK, by their path in `sdks/typescript/src/generated/`. */
export function typescriptFiles(model: SdkModel, errors: Record<string, ErrorRule>): Map<string, string> {
  return new Map([
    ['types.ts', typesFile(model)],
    ['resources.ts', resourcesFile(model)],
    ['operations.ts', operationsFile(model)],
    ['events.ts', eventsFile(model)],
    ['errors.ts', errorsFile(errors)],
  ])
}

const isName = (name: string) => /^[A-Za-z_$][\w$]*$/.test(name)
const key = (name: string) => (isName(name) ? name : `'${name}'`)

function comment(text: string | undefined, indent = ''): string {
  if (!text) return ''
  return `${indent}/** ${text.replaceAll('*/', '*\\/').replaceAll('\n', ' ')} */\n`
}

/** @param isOpen values may be added to lists of values, so a client takes those that it does not know */
function typeOf(schema: Schema, isOpen: boolean, indent: string): string {
  const name = refName(schema.$ref)
  if (name !== null) return name
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return enumOf(schema.enum, isOpen)
  const alternatives = schema.anyOf ?? schema.oneOf
  if (alternatives) return alternatives.map((one) => typeOf(one, isOpen, indent)).join(' | ')
  if (schema.allOf) return schema.allOf.map((one) => `(${typeOf(one, isOpen, indent)})`).join(' & ')
  if (schema.contentMediaType === 'application/octet-stream') return 'FileInput'
  const types = [schema.type ?? []].flat()
  if (types.length === 0) return 'unknown'
  return types.map((type) => plainType(type, schema, { isOpen, indent })).join(' | ')
}

function enumOf(values: readonly unknown[], isOpen: boolean): string {
  const known = values.map((value) => JSON.stringify(value)).join(' | ')
  return isOpen && values.some((value) => typeof value === 'string') ? `${known} | (string & {})` : known
}

function plainType(type: string, schema: Schema, at: { isOpen: boolean; indent: string }): string {
  if (type === 'array') return `Array<${schema.items ? typeOf(schema.items, at.isOpen, at.indent) : 'unknown'}>`
  if (type === 'object') return objectType(schema, at)
  return type === 'integer' ? 'number' : type
}

function objectType(schema: Schema, { isOpen, indent }: { isOpen: boolean; indent: string }): string {
  const { properties = {}, required = [], additionalProperties: more } = schema
  const inner = `${indent}  `
  const pattern = Object.values(schema.patternProperties ?? {})[0]
  const rest = typeof more === 'object' ? more : pattern
  const names = Object.keys(properties)
  if (names.length === 0) return `Record<string, ${rest ? typeOf(rest, isOpen, indent) : 'unknown'}>`
  const members = Object.entries(properties).map(
    ([name, member]) =>
      `${comment(member.description, inner)}${inner}${key(name)}${required.includes(name) ? '' : '?'}: ${typeOf(member, isOpen, inner)}\n`,
  )
  const index = more === true || rest ? `${inner}[member: string]: unknown\n` : ''
  return `{\n${members.join('')}${index}${indent}}`
}

function typesFile({ components, open, resources }: SdkModel): string {
  const named = Object.entries(components).map(
    ([name, schema]) => `${comment(schema.description)}export type ${name} = ${typeOf(schema, open.has(name), '')}\n`,
  )
  const own = [...resources.values()]
    .flat()
    .flatMap((operation) => [
      ...(operation.query.length > 0 ? [`export interface ${queryName(operation)} ${queryType(operation)}\n`] : []),
      ...(operation.body ? [`export type ${bodyName(operation)} = ${typeOf(operation.body.schema, false, '')}\n`] : []),
      ...(operation.replySchema
        ? [`export type ${replyName(operation)} = ${typeOf(operation.replySchema, true, '')}\n`]
        : []),
    ])
  return `${header}\nimport type { FileInput } from '../files.ts'\n\n${[...named, ...own].join('\n')}`
}

const queryName = ({ operationId }: SdkOperation) => `${pascal(operationId)}Query`
const bodyName = ({ operationId }: SdkOperation) => `${pascal(operationId)}Body`
const replyName = ({ operationId, reply }: SdkOperation) =>
  `${pascal(operationId)}${reply === 'page' ? 'Item' : 'Reply'}`

function queryType({ query }: SdkOperation): string {
  const members = query.map(
    ({ name, description, required, schema }) =>
      `${comment(description, '  ')}  ${key(name)}${required ? '' : '?'}: ${typeOf(schema, false, '  ')}\n`,
  )
  return `{\n${members.join('')}}`
}

function resourcesFile({ resources, resourceDescriptions }: SdkModel): string {
  const bodies = [...resources].map(
    ([resource, operations]) =>
      `${comment(resourceDescriptions.get(resource))}export interface ${pascal(resource)}Resource {\n${operations.map(methodOf).join('')}}\n`,
  )
  const all = [...resources.keys()].map((resource) => `  readonly ${resource}: ${pascal(resource)}Resource\n`)
  return `${header}\nimport type { CallOptions, PageResult, Result } from '../transport.ts'\nimport type * as T from './types.ts'\n\n${bodies.join('\n')}\n/** Every operation of the native API. */\nexport interface Resources {\n${all.join('')}}\n`
}

function methodOf(operation: SdkOperation): string {
  const { method, pathParameters, body, query, summary, description } = operation
  const isQueryRequired = query.some(({ required }) => required)
  const parameters = [
    ...pathParameters.map(({ name }) => `${name}: string`),
    ...(body ? [`body${body.required ? '' : '?'}: T.${bodyName(operation)}`] : []),
    ...(query.length > 0 ? [`query${isQueryRequired ? '' : '?'}: T.${queryName(operation)}`] : []),
    'options?: CallOptions',
  ]
  const words = [summary, description].filter(Boolean).join('. ')
  return `${comment(words, '  ')}  ${method}(${parameters.join(', ')}): ${returnType(operation)}\n`
}

function returnType(operation: SdkOperation): string {
  if (operation.reply === 'none') return 'Result<void>'
  if (operation.reply === 'raw') return 'Result<Response>'
  const type = `T.${replyName(operation)}`
  return operation.reply === 'page' ? `PageResult<${type}>` : `Result<${type}>`
}

/** One line each: `method path flags`; see `Operation` in transport.ts. */
function operationsFile({ resources }: SdkModel): string {
  const lines = [...resources].map(([resource, operations]) => {
    const rows = operations.map(
      (operation) => `    ${operation.method}: '${operation.httpMethod} ${operation.path} ${flagsOf(operation)}',\n`,
    )
    return `  ${resource}: {\n${rows.join('')}  },\n`
  })
  return `${header}\n/** Method, path and flags: b JSON body, f form, q query, i idempotency key; reply j JSON, p page, n none, r raw. */\nexport const operations: Readonly<Record<string, Readonly<Record<string, string>>>> = {\n${lines.join('')}}\n`
}

export function flagsOf({ body, query, isIdempotent, reply }: SdkOperation): string {
  const bodyFlag = body === null ? '' : body.kind === 'form' ? 'f' : 'b'
  const replyFlag = { json: 'j', page: 'p', none: 'n', raw: 'r' }[reply]
  return `${bodyFlag}${query.length > 0 ? 'q' : ''}${isIdempotent ? 'i' : ''}${replyFlag}`
}

function eventsFile({ events }: SdkModel): string {
  const members = Object.entries(events).map(
    ([type, { description, data }]) => `${comment(description, '  ')}  '${type}': ${typeOf(data, true, '  ')}\n`,
  )
  return `${header}\nimport type * as T from './types.ts'\n\n/** What an event carries in \`data\`, by its type. */\nexport interface EventData {\n${members.join('').replaceAll(refsOf(events), 'T.$1')}}\n\n/** Every type of event that this version of the SDK knows. */\nexport const eventTypes: ReadonlySet<string> = new Set<keyof EventData>([\n${Object.keys(
    events,
  )
    .map((type) => `  '${type}',\n`)
    .join('')}])\n`
}

/** Names of components in the texts of types, which the file of events imports as a namespace. */
function refsOf(events: SdkModel['events']): RegExp {
  const names = new Set<string>()
  JSON.stringify(events, (member, value) => {
    const name = member === '$ref' ? refName(value) : null
    if (name !== null) names.add(name)
    return value
  })
  return names.size === 0 ? /(?!)/g : new RegExp(`(?<![\\w.'])(${[...names].join('|')})(?!\\w)(?=[^'\\n]*$)`, 'gm')
}

function errorsFile(errors: Record<string, ErrorRule>): string {
  const codes = Object.entries(errors).map(([code, { status, title }]) => `  /** ${title}. */\n  ${code}: ${status},\n`)
  return `${header}\n/** Every code that the API refuses with, and its HTTP status. */\nexport const errorStatuses = {\n${codes.join('')}} as const\n\n/** \`DawkError.code\`: those of this version, and whatever a newer server says. */\nexport type ErrorCode = keyof typeof errorStatuses | (string & {})\n`
}
