import { type EventData, eventTypes } from './generated/events.ts'
import { hintFor } from './raw-body-hints.ts'

/** An event of a known type. */
export type DawkEvent = {
  [Type in keyof EventData]: {
    /** Of the event: the same whoever is told, and in `GET /v1/events/{id}`. */
    id: string
    type: Type
    timestamp: string
    data: EventData[Type]
  }
}[keyof EventData]

/** Of a type that this version of the SDK does not know; `event` is as it came. */
export interface UnknownEvent {
  type: 'unknown_event'
  event: { id: string; type: string; timestamp: string; data: Record<string, unknown> }
}

export type WebhookEvent = DawkEvent | UnknownEvent

/** `CryptoKey`, which has no name of its own in the types of every platform. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>

type HeaderBag = Record<string, string | string[] | undefined>

/**
 * What came in: a `Request` (Next.js, Hono's `c.req.raw`, Deno, Bun, workers), or headers with the bytes of the body (`rawBody` or
 * `body`), as an event of AWS Lambda has them too.
 */
export type WebhookRequest =
  | Request
  | { headers: object; rawBody?: string | Uint8Array; body?: unknown; isBase64Encoded?: boolean }

export interface VerifyOptions {
  /** How old a webhook may be, and how far ahead of this clock; 300 unless said otherwise. */
  toleranceSeconds?: number
  /** In milliseconds since 1970, for tests. */
  now?: number
}

export type VerificationFailure =
  | 'parsed_body'
  | 'missing_header'
  | 'too_old'
  | 'bad_signature'
  | 'not_json'
  | 'bad_secret'

export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError'
  readonly code: VerificationFailure

  constructor(code: VerificationFailure, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * The event of a webhook, after its signature was checked.
 * @param secret of the endpoint, `whsec_…` or your own; several while one is being rotated
 * @throws WebhookVerificationError with what to change
 */
export async function verifyWebhook(
  request: WebhookRequest,
  secret: string | readonly string[],
  { toleranceSeconds = 300, now = Date.now() }: VerifyOptions = {},
): Promise<WebhookEvent> {
  const headers = readHeaders(request)
  const body = await readBody(request)
  const id = headers('webhook-id')
  const timestamp = headers('webhook-timestamp')
  const age = now / 1000 - Number(timestamp)
  if (!(Math.abs(age) <= toleranceSeconds))
    throw new WebhookVerificationError(
      'too_old',
      `webhook-timestamp ${timestamp} is ${Math.round(Math.abs(age))} s ${age < 0 ? 'ahead of' : 'behind'} this clock; ${toleranceSeconds} s are allowed. Check the clock of this machine.`,
    )
  const signed = concat(new TextEncoder().encode(`${id}.${timestamp}.`), body)
  const signatures = headers('webhook-signature').split(' ')
  for (const one of [secret].flat())
    if (await isSigned(signed, signatures, await importKey(one, 'verify'))) return parseEvent(body)
  throw new WebhookVerificationError(
    'bad_signature',
    'No signature of this webhook was made with this secret over these bytes. Use the secret of the endpoint that the webhook was sent to, and the body exactly as it came: not trimmed, decoded or written again.',
  )
}

function readHeaders({ headers }: WebhookRequest): (name: string) => string {
  const bag = headers instanceof Headers ? Object.fromEntries(headers) : headers
  const byName = new Map(Object.entries((bag ?? {}) as HeaderBag).map(([name, value]) => [name.toLowerCase(), value]))
  return (name) => {
    const value = [byName.get(name) ?? []].flat()[0]
    if (value) return value
    throw new WebhookVerificationError(
      'missing_header',
      `The header ${name} is missing: this request was not sent by Dawk, or a proxy has removed it.`,
    )
  }
}

async function readBody(request: WebhookRequest): Promise<Uint8Array<ArrayBuffer>> {
  if (isRequest(request)) {
    if (request.bodyUsed) throw new WebhookVerificationError('parsed_body', hintFor(request))
    return new Uint8Array(await request.arrayBuffer())
  }
  const given = request.rawBody ?? request.body
  if (typeof given === 'string' && 'isBase64Encoded' in request && request.isBase64Encoded)
    return Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0))
  if (typeof given === 'string') return new TextEncoder().encode(given)
  if (given instanceof Uint8Array) return Uint8Array.from(given)
  throw new WebhookVerificationError('parsed_body', hintFor(request))
}

const isRequest = (request: WebhookRequest): request is Request => 'arrayBuffer' in request && 'bodyUsed' in request

function parseEvent(body: Uint8Array): WebhookEvent {
  const event = parseJson(new TextDecoder().decode(body))
  return eventTypes.has(event.type) ? (event as unknown as DawkEvent) : { type: 'unknown_event', event }
}

function parseJson(text: string): UnknownEvent['event'] {
  try {
    return JSON.parse(text)
  } catch {
    throw new WebhookVerificationError(
      'not_json',
      'The signature is right, but the body is no JSON: does the endpoint have the format "native"?',
    )
  }
}

async function isSigned(signed: Uint8Array<ArrayBuffer>, signatures: readonly string[], key: Key): Promise<boolean> {
  for (const signature of signatures) {
    const [scheme, text = ''] = signature.split(',')
    const bytes = scheme === 'v1' ? fromBase64(text) : null
    if (bytes && (await crypto.subtle.verify('HMAC', key, bytes, signed))) return true
  }
  return false
}

export async function importKey(secret: string, use: 'sign' | 'verify'): Promise<Key> {
  const key = secret.startsWith('whsec_') ? fromBase64(secret.slice('whsec_'.length)) : new TextEncoder().encode(secret)
  if (!key || key.length === 0)
    throw new WebhookVerificationError('bad_secret', 'The secret is empty, or not base64 after "whsec_".')
  return crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [use])
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}

export function concat(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(head.length + tail.length)
  whole.set(head)
  whole.set(tail, head.length)
  return whole
}
