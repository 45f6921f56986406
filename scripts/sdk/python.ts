import { snakeCase } from '@dawk/http/openapi/sdk-names.ts'
import type { ErrorRule } from '@dawk/http/resources/errors.ts'
import { pascal, refName, type Schema, type SdkModel, type SdkOperation } from './read-model.ts'
import { flagsOf } from './typescript.ts'

const header = `"""Written by scripts/sdk/write-sdks.ts from docs/openapi/native.json. Change the API, not this file."""\n`
const keywords = new Set(['from', 'import', 'class', 'def', 'in', 'is', 'not', 'pass', 'with', 'global', 'lambda'])

/** The generated files of the Python SDK, by their path in `sdks/python/dawk/_generated/`. */
export function pythonFiles(model: SdkModel, errors: Record<string, ErrorRule>): Map<string, string> {
  return new Map([
    ['__init__.py', header],
    ['types.py', typesFile(model)],
    ['resources.py', resourcesFile(model, false)],
    ['async_resources.py', resourcesFile(model, true)],
    ['errors.py', errorsFile(errors)],
  ])
}

const documented = (text: string, indent: string) =>
  `${indent}"""${text.replaceAll('\\', '\\\\').replaceAll('"""', "'''").replaceAll('\n', ' ').replace(/"$/, '" ')}"""\n`
const argument = (name: string) => {
  const snake = snakeCase(name)
  return keywords.has(snake) ? `${snake}_` : snake
}
const literal = (value: unknown) => (typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value))

/** Writes TypedDicts: those inside others get a name of their own, from where they stand. */
function createTypes() {
  const classes = new Map<string, string>()

  function typeOf(schema: Schema, name: string): string {
    const component = refName(schema.$ref)
    if (component !== null) return `"${component}"`
    if (schema.const !== undefined) return `Literal[${literal(schema.const)}]`
    if (schema.enum) return enumOf(schema.enum)
    const alternatives = schema.anyOf ?? schema.oneOf
    if (alternatives) return union(alternatives.map((one, at) => typeOf(one, `${name}${at + 1}`)))
    if (schema.contentMediaType === 'application/octet-stream') return 'FileInput'
    const types = [schema.type ?? []].flat()
    if (types.length === 0 || schema.allOf) return 'Any'
    return union(types.map((type) => plainType(type, schema, name)))
  }

  function plainType(type: string, schema: Schema, name: string): string {
    const plain: Record<string, string> = {
      string: 'str',
      integer: 'int',
      number: 'float',
      boolean: 'bool',
      null: 'None',
    }
    if (type === 'array') return `List[${schema.items ? typeOf(schema.items, `${name}Item`) : 'Any'}]`
    if (type !== 'object') return plain[type] ?? 'Any'
    if (Object.keys(schema.properties ?? {}).length > 0) return `"${write(schema, name)}"`
    const more = schema.additionalProperties
    const rest = typeof more === 'object' ? more : Object.values(schema.patternProperties ?? {})[0]
    return `Dict[str, ${rest ? typeOf(rest, `${name}Value`) : 'Any'}]`
  }

  function write(schema: Schema, name: string): string {
    const { properties = {}, required = [] } = schema
    classes.set(name, '')
    const members = Object.entries(properties).map(([key, member]) => {
      const type = typeOf(member, `${name}${pascal(key)}`)
      return { key, type: required.includes(key) ? type : `NotRequired[${type}]` }
    })
    const isClass = members.every(({ key }) => /^[A-Za-z_]\w*$/.test(key) && !keywords.has(key))
    const doc = schema.description ? documented(schema.description, '    ') : ''
    const text = isClass
      ? `class ${name}(TypedDict):\n${doc}${members.map(({ key, type }) => `    ${key}: ${type}\n`).join('') || '    pass\n'}`
      : `${name} = TypedDict(\n    "${name}",\n    {\n${members.map(({ key, type }) => `        ${JSON.stringify(key)}: ${type},\n`).join('')}    },\n)\n`
    classes.delete(name)
    classes.set(name, text)
    return name
  }

  /** A component, or what an operation takes or returns: always importable by its name. */
  function name(schema: Schema, as: string): void {
    const type = typeOf(schema, as)
    if (type !== `"${as}"`) classes.set(as, `${as}: TypeAlias = ${type}\n`)
  }
  return { name, text: () => [...classes.values()].join('\n\n') }
}

function union(types: readonly string[]): string {
  const all = [...new Set(types)]
  const known = all.filter((type) => type !== 'None')
  const whole = known.length === 1 ? (known[0] ?? 'Any') : `Union[${known.join(', ')}]`
  return all.includes('None') ? (known.length === 0 ? 'None' : `Optional[${whole}]`) : whole
}

/** A newer server may say more than this version knows, so type checkers see the kind of value alone. */
const enumOf = (values: readonly unknown[]): string =>
  union(
    values.map((value) =>
      value === null ? 'None' : typeof value === 'string' ? 'str' : typeof value === 'boolean' ? 'bool' : 'int',
    ),
  )

const bodyName = ({ operationId }: SdkOperation) => `${pascal(operationId)}Body`
const replyName = ({ operationId, reply }: SdkOperation) =>
  `${pascal(operationId)}${reply === 'page' ? 'Item' : 'Reply'}`

function typesFile({ components, resources, events }: SdkModel): string {
  const types = createTypes()
  for (const [name, schema] of Object.entries(components)) types.name(schema, name)
  for (const operation of [...resources.values()].flat()) {
    if (operation.body) types.name(operation.body.schema, bodyName(operation))
    if (operation.replySchema) types.name(operation.replySchema, replyName(operation))
  }
  const names = Object.entries(events).map(([type, { description, data }]) => {
    const name = `${pascal(type)}Event`
    types.name(eventSchema(type, description, data), name)
    return name
  })
  const known = Object.keys(events).map((type) => `    "${type}",\n`)
  return `${header}
from __future__ import annotations

from typing import Any, Dict, FrozenSet, List, Literal, NotRequired, Optional, TypeAlias, TypedDict, Union

from .._files import FileInput

${types.text()}

class UnknownEvent(TypedDict):
    """An event of a type that this version of the SDK does not know: \`event\` holds it as it came."""
    type: Literal["unknown_event"]
    event: Dict[str, Any]


WebhookEvent = Union[
${names.map((name) => `    ${name},\n`).join('')}    UnknownEvent,
]

EVENT_TYPES: FrozenSet[str] = frozenset([
${known.join('')}])
`
}

const eventSchema = (type: string, description: string | undefined, data: Schema): Schema => ({
  type: 'object',
  ...(description !== undefined && { description }),
  required: ['id', 'type', 'timestamp', 'data'],
  properties: { id: { type: 'string' }, type: { const: type }, timestamp: { type: 'string' }, data },
})

function resourcesFile({ resources, resourceDescriptions }: SdkModel, isAsync: boolean): string {
  const client = isAsync ? 'AsyncTransport' : 'Transport'
  const classes = [...resources].map(([resource, operations]) => {
    const methods = operations.map((operation) => methodOf(operation, isAsync))
    return `class ${pascal(resource)}:\n${documented(resourceDescriptions.get(resource) || pascal(resource), '    ')}\n    def __init__(self, transport: ${client}) -> None:\n        self._transport = transport\n\n${methods.join('\n')}`
  })
  const all = [...resources.keys()].map(
    (resource) => `        self.${argument(resource)} = ${pascal(resource)}(transport)\n`,
  )
  const imports = isAsync
    ? 'from .._async_transport import AsyncPager, AsyncTransport'
    : 'from .._transport import Page, Transport'
  return `${header}
from __future__ import annotations

from typing import Any, Dict, Optional
from urllib.parse import quote

from .._requests import CallOptions, RawReply
${imports}
from . import types as T

__all__ = ["Resources"]


def _path(value: str) -> str:
    if value in ("", ".", ".."):
        raise ValueError(f"an id may not be {value!r}")
    return quote(value, safe="")


${classes.join('\n\n')}

class Resources:
    """Every operation of the native API."""

    def __init__(self, transport: ${client}) -> None:
${all.join('')}`
}

function methodOf(operation: SdkOperation, isAsync: boolean): string {
  const { pathParameters, body, query, summary, description } = operation
  const required = query.filter((one) => one.required)
  const optional = query.filter((one) => !one.required)
  const keyword = (name: string, type: string) => `${argument(name)}: ${type}`
  const positional = [
    'self',
    ...pathParameters.map(({ name }) => keyword(name, 'str')),
    ...(body
      ? [body.required ? `body: T.${bodyName(operation)}` : `body: Optional[T.${bodyName(operation)}] = None`]
      : []),
  ]
  const named = [
    ...required.map(({ name, schema }) => keyword(name, queryType(schema))),
    ...optional.map(({ name, schema }) => `${keyword(name, `Optional[${queryType(schema)}]`)} = None`),
    'options: Optional[CallOptions] = None',
  ]
  const words = [summary, description].filter(Boolean).join('. ')
  const verb = isAsync && operation.reply !== 'page' ? 'async def' : 'def'
  return `    ${verb} ${argument(operation.method)}(${[...positional, '*', ...named].join(', ')}) -> ${returnType(operation, isAsync)}:
${documented(words, '        ')}        ${callOf(operation, isAsync)}
`
}

const queryType = ({ type }: Schema): string => {
  const kinds: Record<string, string> = { integer: 'int', number: 'float', boolean: 'bool' }
  return kinds[String(type)] ?? 'str'
}

function returnType(operation: SdkOperation, isAsync: boolean): string {
  if (operation.reply === 'none') return 'None'
  if (operation.reply === 'raw') return 'RawReply'
  if (operation.reply === 'page') return `${isAsync ? 'AsyncPager' : 'Page'}[T.${replyName(operation)}]`
  return `T.${replyName(operation)}`
}

function callOf(operation: SdkOperation, isAsync: boolean): string {
  const { httpMethod, path, query, body, reply, pathParameters } = operation
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `{_path(${argument(name)})}`)
  const url = pathParameters.length > 0 ? `f"/v1${filled}"` : `"/v1${filled}"`
  const given = query.map(({ name }) => `"${name}": ${argument(name)}`)
  const parts = [
    `"${httpMethod}"`,
    url,
    `"${flagsOf(operation)}"`,
    ...(query.length > 0 ? [`query={${given.join(', ')}}`] : []),
    ...(body ? ['body=body'] : []),
    'options=options',
  ]
  const call = `self._transport.${reply === 'page' ? 'page' : 'call'}(${parts.join(', ')})`
  const awaited = isAsync && reply !== 'page' ? `await ${call}` : call
  if (reply === 'none') return awaited
  return reply === 'page' ? `return ${awaited}` : `return ${awaited}  # type: ignore[no-any-return]`
}

function errorsFile(errors: Record<string, ErrorRule>): string {
  const codes = Object.entries(errors).map(([code, { status }]) => `    "${code}": ${status},\n`)
  const names = Object.keys(errors).map((code) => `    "${code}",\n`)
  return `${header}
from __future__ import annotations

from typing import Dict, Literal

ErrorCode = Literal[
${names.join('')}]

ERROR_STATUSES: Dict[str, int] = {
${codes.join('')}}
`
}
