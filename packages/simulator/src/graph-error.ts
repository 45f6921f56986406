import { unknownObject as unknownObjectBody } from '@dawk/cloud-api/unknown-object.ts'
import { errorFacts } from './error-codes.ts'
import type { Json } from './json.ts'

/** A refusal as Graph words it. `body` is the whole reply but for the trace id, which each reply gets. */
export class GraphError extends Error {
  readonly status: number
  readonly body: { error: Json }

  constructor(status: number, error: Json) {
    super(String(error['message']))
    this.status = status
    this.body = { error }
  }
}

/** The send-side form: `(#code) title` and the reason in `error_data.details`. */
export function sendError(code: number, details?: string): GraphError {
  const facts = errorFacts(code)
  return new GraphError(facts.status, {
    message: `(#${code}) ${facts.title}`,
    type: 'OAuthException',
    code,
    error_data: { messaging_product: 'whatsapp', details: details ?? facts.details },
    ...(facts.subcode === undefined ? {} : { error_subcode: facts.subcode }),
  })
}

export const missing = (name: string) => sendError(131008, `The parameter ${name} is required.`)

export const invalid = (details: string) => sendError(131009, details)

/** The general Graph form of code 100, used before the message itself is looked at. */
export const badRequest = (message: string) =>
  new GraphError(400, { message: `(#100) ${message}`, type: 'OAuthException', code: 100 })

/** `a.b.0.c` as Graph writes it: `a['b'][0]['c']`. */
export function graphPath(path: string): string {
  const [first = '', ...rest] = path.replace(/\[(\d+)\]/g, '.$1').split('.')
  return first + rest.map((name) => (/^\d+$/.test(name) ? `[${name}]` : `['${name}']`)).join('')
}

/** A media id that is not there, in the words that clients look for. */
export const unknownMedia = (path: string) =>
  badRequest(`Param ${graphPath(path)} is not a valid whatsapp business account media attachment ID`)

export const unknownObject = (method: string, id: string) => new GraphError(400, { ...unknownObjectBody(method, id) })

/** A path that begins with what is no version and no object. */
export const unknownPath = (url: string) =>
  new GraphError(400, {
    message: `Unknown path components: /${(url.split('?')[0] ?? '').split('/').slice(2).join('/')}`,
    type: 'OAuthException',
    code: 2500,
  })

export const badToken = () =>
  new GraphError(401, {
    message: 'Invalid OAuth access token - Cannot parse access token',
    type: 'OAuthException',
    code: 190,
  })

export const noToken = () =>
  new GraphError(401, {
    message: 'An access token is required to request this resource.',
    type: 'OAuthException',
    code: 104,
  })
