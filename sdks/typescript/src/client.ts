import { operations } from './generated/operations.ts'
import type { Resources } from './generated/resources.ts'
import { type CallOptions, type ClientOptions, call, callPage, createTransport, type Transport } from './transport.ts'

/** What a request of your own may have; see `Dawk.request`. */
export interface OwnRequest extends CallOptions {
  query?: Record<string, unknown>
  body?: unknown
}

/** The client of one account: `new Dawk({ apiKey }).messages.send({ … })`. */
class Client {
  readonly transport: Transport

  constructor(options: ClientOptions = {}) {
    this.transport = createTransport(options)
    for (const [resource, methods] of Object.entries(operations))
      Object.defineProperty(this, resource, { value: resourceOf(this.transport, methods), enumerable: true })
  }

  /** Any path of the native API, for what this version of the SDK does not know yet. */
  request(method: string, path: string, { query, body, ...options }: OwnRequest = {}): Promise<Response> {
    return this.transport.send({
      method,
      path: `${path}${toQuery(query ?? {})}`,
      ...(body !== undefined && { body: { json: body } }),
      isIdempotent: method === 'POST',
      options,
    })
  }
}

export type Dawk = Client & Resources
export const Dawk = Client as unknown as new (options?: ClientOptions) => Dawk

type Method = (...given: unknown[]) => unknown

function resourceOf(transport: Transport, methods: Readonly<Record<string, string>>): Record<string, Method> {
  return Object.fromEntries(Object.entries(methods).map(([name, row]) => [name, methodOf(transport, row)]))
}

/** The arguments of a method are its path's, then the body, then the query, then the options. */
function methodOf(transport: Transport, row: string): Method {
  const [method = '', path = '', flags = ''] = row.split(' ')
  return (...given) => {
    const rest = [...given]
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => segment(name, rest.shift()))
    const body = /[bf]/.test(flags) ? rest.shift() : undefined
    const query = flags.includes('q') ? (rest.shift() as Record<string, unknown> | undefined) : undefined
    const request = {
      method,
      path: `/v1${filled}${toQuery(query ?? {})}`,
      ...(body !== undefined && { body: flags.includes('f') ? toUpload(body) : { json: body } }),
      isIdempotent: flags.includes('i'),
      options: (rest.shift() as CallOptions | undefined) ?? {},
    }
    return flags.endsWith('p') ? callPage(transport, request) : call(transport, request, flags.slice(-1))
  }
}

const toUpload = (body: unknown) => ({ form: body as Record<string, unknown> })

/** `.` and `..` would be another path, and nothing would be the list. */
function segment(name: string, value: unknown): string {
  const text = String(value ?? '')
  if (/^\.{0,2}$/.test(text)) throw new TypeError(`${name} must be an id, not ${JSON.stringify(value)}`)
  return encodeURIComponent(text)
}

function toQuery(query: Record<string, unknown>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value))
  return parameters.size > 0 ? `?${parameters}` : ''
}
