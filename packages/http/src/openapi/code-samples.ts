import type { Json, OpenApiDocument, OpenApiOperation } from './document.ts'
import { exampleOf } from './operation-example.ts'
import { type SdkName, sdkNames, snakeCase } from './sdk-names.ts'

interface Sample {
  lang: 'Shell' | 'JavaScript' | 'Python'
  label: string
  source: string
}

interface Parameter {
  name: string
  in: string
  required?: boolean
  schema: { type?: unknown; enum?: unknown[]; format?: string }
  example?: unknown
}

/** An operation with everything filled in that a request needs. */
interface Request {
  method: string
  path: string
  /** Values of the path, in its order. */
  pathValues: string[]
  query: [name: string, value: string][]
  body: unknown
  isUpload: boolean
  reply: 'json' | 'page' | 'none' | 'text' | 'stream'
  auth: 'bearer' | 'basic' | 'none'
}

/**
 * Adds to each operation how it is called with cURL, Node.js and Python: `x-codeSamples`, which explorers show.
 * @param hasSdk it is the API that the SDKs speak; others are called with what the languages have
 */
export function addCodeSamples(document: OpenApiDocument, hasSdk: boolean): OpenApiDocument {
  const names = hasSdk ? sdkNames(document) : new Map<string, SdkName>()
  const base = document.servers[0]?.url.replace(/\/$/, '') ?? ''
  const isBasic = 'basic' in (document.components.securitySchemes ?? {})
  for (const [path, item] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(item)) {
      const name = names.get(operation.operationId ?? '')
      const request = requestOf({ path, method, base, isBasic }, operation)
      operation['x-codeSamples'] = [
        { lang: 'Shell', label: 'cURL', source: toCurl(request) },
        { lang: 'JavaScript', label: 'Node.js', source: name ? toNodeSdk(request, name) : toFetch(request) },
        { lang: 'Python', label: 'Python', source: name ? toPythonSdk(request, name) : toUrllib(request) },
      ] satisfies Sample[]
    }
  return document
}

function requestOf(
  { path, method, base, isBasic }: { path: string; method: string; base: string; isBasic: boolean },
  operation: OpenApiOperation,
): Request {
  const parameters = (operation['parameters'] ?? []) as Parameter[]
  const content = (operation['requestBody'] as { content?: Json } | undefined)?.content ?? {}
  const values = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
    exampleValue(parameters.find((one) => one.in === 'path' && one.name === name) ?? { name, in: 'path', schema: {} }),
  )
  const rest = [...values]
  const isOpen = operation.security?.length === 0
  return {
    method: method.toUpperCase(),
    path: `${base}${path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(rest.shift() ?? ''))}`,
    pathValues: values,
    query: parameters
      .filter((one) => one.in === 'query' && one.required)
      .map((one): [string, string] => [one.name, exampleValue(one)]),
    body: exampleOf(operation),
    isUpload: 'multipart/form-data' in content,
    reply: replyOf(operation, parameters),
    auth: isOpen ? 'none' : isBasic ? 'basic' : 'bearer',
  }
}

/** What stands in a sample where the document has no example. */
function exampleValue({ name, schema, example }: Parameter): string {
  if (example !== undefined) return String(example)
  if (schema.enum?.[0] !== undefined) return String(schema.enum[0])
  if (schema.format === 'date-time') return '2026-11-21T08:00:00.000Z'
  if (schema.format === 'date') return '2026-11-21'
  const known: Record<string, string> = {
    version: 'v23.0',
    code: 'not_found',
    to: '14155552671',
    name: 'vip',
    text: 'hello',
  }
  if (known[name]) return known[name]
  if (/phoneNumber|phone_number|^source$/i.test(name)) return '106540352242922'
  if (schema.type === 'integer' || schema.type === 'number') return '1'
  return '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'
}

function replyOf({ responses = {} }: OpenApiOperation, parameters: readonly Parameter[]): Request['reply'] {
  const contents = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { content }]) => Object.entries((content ?? {}) as Record<string, { schema?: Json }>))
  if (contents.length === 0) return 'none'
  if (contents.some(([type]) => type === 'text/event-stream')) return 'stream'
  if (contents.some(([type]) => type !== 'application/json')) return 'text'
  const members = contents[0]?.[1].schema?.['properties'] as Json | undefined
  const isList = parameters.some(({ name, in: place }) => place === 'query' && name === 'cursor')
  return isList && members?.['nextCursor'] !== undefined ? 'page' : 'json'
}

const queryText = ({ query }: Request) => (query.length > 0 ? `?${new URLSearchParams(query)}` : '')
const shellText = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

function toCurl(request: Request): string {
  const { method, path, body, isUpload, auth } = request
  const parts = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} "$DAWK_URL${path}${queryText(request)}"`,
    ...(auth === 'bearer' ? ['-H "Authorization: Bearer $DAWK_API_KEY"'] : []),
    ...(auth === 'basic' ? ['-u "$DAWK_API_KEY:"'] : []),
    ...(isUpload ? ['-F file=@invoice.pdf'] : []),
    ...(body !== undefined && !isUpload
      ? ["-H 'Content-Type: application/json'", `-d ${shellText(JSON.stringify(body, null, 2))}`]
      : []),
  ]
  return parts.join(' \\\n  ')
}

/** JSON as somebody would write it in JavaScript. */
const scriptText = (value: unknown) =>
  JSON.stringify(value, null, 2)
    .replaceAll(/^(\s*)"([A-Za-z_$][\w$]*)":/gm, '$1$2:')
    .replaceAll(/^\{\n {2}([^\n{[]{0,60})\n\}$/g, '{ $1 }')

/** The same in Python. */
function pythonText(value: unknown, indent = ''): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'object') return JSON.stringify(value)
  const inner = `${indent}    `
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const members = Array.isArray(value)
    ? value.map((item) => pythonText(item, inner))
    : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${pythonText(member, inner)}`)
  if (members.length === 0) return `${open}${close}`
  const line = `${open}${members.join(', ')}${close}`
  return line.length < 80 && !line.includes('\n')
    ? line
    : `${open}\n${members.map((member) => `${inner}${member},\n`).join('')}${indent}${close}`
}

function toNodeSdk(request: Request, { resource, method }: SdkName): string {
  const { pathValues: values, query, body, isUpload, reply } = request
  const given = [
    ...values.map((value) => `'${value}'`),
    ...(isUpload ? ["{ file: { content: await readFile('invoice.pdf'), filename: 'invoice.pdf' } }"] : []),
    ...(body !== undefined && !isUpload ? [scriptText(body)] : []),
    ...(query.length > 0 ? [`{ ${query.map(([name, value]) => `${name}: '${value}'`).join(', ')} }`] : []),
  ]
  const call = `dawk.${resource}.${method}(${given.join(', ')})`
  const lines = {
    json: `const reply = await ${call}\nconsole.log(reply)`,
    page: `for await (const item of ${call}) console.log(item)`,
    none: `await ${call}`,
    text: `const response = await ${call}\nconsole.log(await response.text())`,
    stream: `const response = await ${call}\nfor await (const chunk of response.body) console.log(new TextDecoder().decode(chunk))`,
  }
  const file = isUpload ? "import { readFile } from 'node:fs/promises'\n" : ''
  return `${file}import { Dawk } from '@dawk/sdk'\n\nconst dawk = new Dawk() // reads DAWK_API_KEY and DAWK_URL\n${lines[reply]}`
}

function toPythonSdk(request: Request, { resource, method }: SdkName): string {
  const { pathValues: values, query, body, isUpload, reply } = request
  const given = [
    ...values.map((value) => JSON.stringify(value)),
    ...(isUpload ? ['{"file": open("invoice.pdf", "rb")}'] : []),
    ...(body !== undefined && !isUpload ? [pythonText(body)] : []),
    ...query.map(([name, value]) => `${pythonName(name)}=${JSON.stringify(value)}`),
  ]
  const call = `dawk.${pythonName(resource)}.${pythonName(method)}(${given.join(', ')})`
  const lines = {
    json: `reply = ${call}\nprint(reply)`,
    page: `for item in ${call}:\n    print(item)`,
    none: call,
    text: `reply = ${call}\nprint(reply.text)`,
    stream: `reply = ${call}\nprint(reply.text)`,
  }
  return `from dawk import Dawk\n\ndawk = Dawk()  # reads DAWK_API_KEY and DAWK_URL\n${lines[reply]}`
}

/** As the generator of the SDK names it. */
const pythonName = (name: string) => (snakeCase(name) === 'from' ? 'from_' : snakeCase(name))

function toFetch(request: Request): string {
  const { method, path, body, isUpload, auth } = request
  const key = {
    bearer: ['authorization: `Bearer ${process.env.DAWK_API_KEY}`'],
    basic: ['authorization: `Basic ${btoa(`${process.env.DAWK_API_KEY}:`)}`'],
    none: [],
  }[auth]
  const isJson = body !== undefined && !isUpload
  const headers = [...key, ...(isJson ? ["'content-type': 'application/json'"] : [])]
  const options = [
    ...(method === 'GET' ? [] : [`  method: '${method}',\n`]),
    ...(headers.length > 0 ? [`  headers: { ${headers.join(', ')} },\n`] : []),
    ...(isJson ? [`  body: JSON.stringify(${scriptText(body).replaceAll('\n', '\n  ')}),\n`] : []),
    ...(isUpload ? ['  body: form,\n'] : []),
  ]
  const form = isUpload
    ? "import { readFile } from 'node:fs/promises'\n\nconst form = new FormData()\nform.set('file', new Blob([await readFile('invoice.pdf')]), 'invoice.pdf')\n"
    : ''
  const rest = options.length > 0 ? `, {\n${options.join('')}}` : ''
  return `${form}const response = await fetch(\`\${process.env.DAWK_URL}${path}${queryText(request)}\`${rest})\nconsole.log(response.status, await response.text())`
}

function toUrllib(request: Request): string {
  const { method, path, body, isUpload, auth } = request
  const isJson = body !== undefined && !isUpload
  const key = {
    bearer: ['"Authorization": f"Bearer {os.environ[\'DAWK_API_KEY\']}"'],
    basic: ['"Authorization": "Basic " + base64.b64encode(f"{os.environ[\'DAWK_API_KEY\']}:".encode()).decode()'],
    none: [],
  }[auth]
  const type = isJson ? ['"Content-Type": "application/json"'] : []
  const form = isUpload ? ['"Content-Type": "multipart/form-data; boundary=dawk"'] : []
  const modules = [...(auth === 'basic' ? ['base64'] : []), ...(isJson ? ['json'] : []), 'os', 'urllib.request']
  const parts = [
    `    os.environ["DAWK_URL"] + "${path}${queryText(request)}",\n`,
    `    method="${method}",\n`,
    ...([...key, ...type, ...form].length > 0 ? [`    headers={${[...key, ...type, ...form].join(', ')}},\n`] : []),
    ...(isJson ? [`    data=json.dumps(${pythonText(body, '    ')}).encode(),\n`] : []),
    ...(isUpload
      ? [
          '    data=b\'--dawk\\r\\nContent-Disposition: form-data; name="file"; filename="invoice.pdf"\\r\\n\\r\\n\' + open("invoice.pdf", "rb").read() + b"\\r\\n--dawk--\\r\\n",\n',
        ]
      : []),
  ]
  return `${modules.map((name) => `import ${name}\n`).join('')}\nrequest = urllib.request.Request(\n${parts.join('')})\nwith urllib.request.urlopen(request) as response:\n    print(response.status, response.read().decode())`
}
